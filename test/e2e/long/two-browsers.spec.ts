import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { noteStreams } from "../fixtures/watch-streams.ts";
import {
  answer,
  awake,
  bubble,
  composerOf,
  ownComposerOf,
  rowOf,
  say,
  tabDot,
  wordsOf,
} from "../pages/messages.ts";

/** What a cut line leaves in the console. */
const lineCut =
  /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_FAILED|api\/health|Failed to load resource/;

/** The page's streams are half open from now on, as behind a router that forgot them: nothing comes, nothing fails. */
const goDeaf = "window.packpostDeaf?.()";
const mayGoDeaf = `
  const open = new Set();
  window.EventSource = class extends window.EventSource {
    constructor(...options) { super(...options); open.add(this); }
    addEventListener(kind, listener, options) {
      super.addEventListener(kind, (event) => this.deaf || listener.call(this, event), options);
    }
  };
  window.packpostDeaf = () => { for (const source of open) source.deaf = true; };`;

/** The tab is put in the background or looked at again. */
const setVisible = (visible: boolean) => `
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "${visible ? "visible" : "hidden"}" });
  document.dispatchEvent(new Event("visibilitychange"));`;

async function bothSay(desk: Page, customer: Page, lines: readonly string[]): Promise<void> {
  await expect.poll(() => wordsOf(desk, "staff"), "at the desk").toEqual(lines);
  await expect.poll(() => wordsOf(customer, "customer"), "at the customer's").toEqual(lines);
}

test("T8 T11 V1 V3 the desk and a customer write while one of them has no line; back again both show the same, without a gap or a repeat", async ({
  page,
  context,
  organisation,
  signInAs,
  customer,
  watch,
}) => {
  watch.expectProblems(lineCut);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  const home = await customer(organisation, maria);
  await page.goto(maria.path);
  await awake(composerOf(page));
  await awake(ownComposerOf(home));
  await say(page, "Good morning");
  await bothSay(page, home, ["Hello", "Good morning"]);

  await test.step("the desk has no line", async () => {
    await context.setOffline(true);
    await say(page, "Written at the desk");
    await expect(page.getByText("Not sent yet: waiting for the connection")).toBeVisible();
    await say(page, "And another");
    await answer(home, "Are you there?");
    await answer(home, "We are at the gate");
    await expect.poll(() => wordsOf(home, "customer")).toHaveLength(4);
    expect(await wordsOf(page, "staff")).toEqual(["Hello", "Good morning"]);
    await context.setOffline(false);
  });
  const first = [
    "Hello",
    "Good morning",
    "Are you there?",
    "We are at the gate",
    "Written at the desk",
    "And another",
  ];
  await bothSay(page, home, first);
  await expect(page.getByText("Not sent yet", { exact: false })).toHaveCount(0);

  await test.step("the customer has no line", async () => {
    await home.context().setOffline(true);
    await answer(home, "Sent from the woods");
    await expect(home.getByText(/^(Waits for a connection|You are offline\.)/).first()).toBeVisible();
    await say(page, "Come in, it is open");
    await expect.poll(() => wordsOf(page, "staff")).toHaveLength(7);
    await home.context().setOffline(false);
  });
  await bothSay(page, home, [...first, "Come in, it is open", "Sent from the woods"]);

  await test.step("pressed twice, and read anew", async () => {
    await ownComposerOf(home).fill("Pressed twice");
    await home.getByRole("button", { name: "Send" }).dblclick();
    await composerOf(page).fill("Pressed twice here");
    await page.getByRole("button", { name: "Send", exact: true }).dblclick();
    await expect.poll(() => wordsOf(page, "staff")).toHaveLength(10);
    await page.reload();
    await home.reload();
    const [desk, own] = [await wordsOf(page, "staff"), await wordsOf(home, "customer")];
    expect(own).toEqual(desk);
    expect(desk.slice(0, 8)).toEqual([...first, "Come in, it is open", "Sent from the woods"]);
    expect(desk.slice(8).toSorted()).toEqual(["Pressed twice", "Pressed twice here"]);
  });
});

test("T8 V3 two colleagues: the stream of one is kept out while families and the other write; then list and thread are the same", async ({
  page,
  context,
  organisation,
  signInAs,
  colleague,
  watch,
}) => {
  watch.expectProblems(lineCut);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  const tom = await organisation.addThread("Tom", ["Hi"]);
  await signInAs(organisation.emailOf("owner"));
  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto(maria.path);
  await page.goto(maria.path);
  await awake(composerOf(page));
  // The line is cut, and comes back for everything but the stream.
  await page.route(/live\.watch/, (route) => route.abort());
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await say(ben, "With you in a minute");
  await expect.poll(() => wordsOf(ben, "staff")).toContain("With you in a minute");
  await maria.write("Thank you");
  await tom.write("Is the meadow open?");
  await organisation.addThread("Zoe", ["New here"]);
  await expect(bubble(ben, "Thank you")).toBeVisible();
  await page.unroute(/live\.watch/);
  await expect.poll(() => wordsOf(page, "staff")).toEqual(["Hello", "With you in a minute", "Thank you"]);
  await page.goto("/messages");
  await ben.goto("/messages");
  const names = (who: Page) => who.locator("[data-thread]").allInnerTexts();
  await expect(rowOf(page, "Zoe")).toBeVisible();
  await expect
    .poll(async () => (await names(page)).map(firstLine))
    .toEqual((await names(ben)).map(firstLine));
});

test("T8 T10 asleep with a stream that is half open: what was missed comes on waking, and when the tab is looked at again", async ({
  page,
  organisation,
  signInAs,
}) => {
  await page.clock.install();
  await page.addInitScript(mayGoDeaf);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  await maria.write("Before you sleep");
  await expect(bubble(page, "Before you sleep")).toBeVisible();

  await page.evaluate(goDeaf);
  await maria.write("While you slept");
  // The clock has jumped, as a machine's does that was shut.
  await page.clock.fastForward(30_000);
  await expect(bubble(page, "While you slept")).toHaveCount(1);

  await page.evaluate(goDeaf);
  await page.evaluate(setVisible(false));
  await maria.write("While you looked elsewhere");
  await page.clock.fastForward(16_000);
  await page.evaluate(setVisible(true));
  await expect(bubble(page, "While you looked elsewhere")).toHaveCount(1);
  await expect
    .poll(() => wordsOf(page, "staff"))
    .toEqual(["Hello", "Before you sleep", "While you slept", "While you looked elsewhere"]);
});

test("V3 ten tabs of one browser keep a conversation up over one stream, also when the tab that holds it goes", async ({
  page,
  context,
  organisation,
  signInAs,
}, info) => {
  test.skip(info.project.name === "phone", "Measured once, on the desktop.");
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  const tabs = [page, ...(await Promise.all(Array.from({ length: 9 }, () => context.newPage())))];
  const asked = noteStreams(tabs);
  await page.goto(maria.path);
  await expect(bubble(page, "Hello")).toBeVisible();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  for (const tab of tabs.slice(1)) {
    await tab.goto(maria.path);
    await expect(bubble(tab, "Hello")).toBeVisible();
  }
  await maria.write("To all of you");
  for (const tab of tabs) await expect(bubble(tab, "To all of you")).toHaveCount(1);
  expect(new Set(asked).size, "tabs that have ever opened a stream").toBe(1);
  const before = asked.length;
  await page.close();
  await maria.write("And to those who are left");
  for (const tab of tabs.slice(1)) await expect(bubble(tab, "And to those who are left")).toHaveCount(1);
  expect(new Set(asked.slice(before)).size, "one tab has taken it over").toBe(1);
});

test("V6 T55 the visit is moved while its page stands open: it says why, what was being written stays, and sending is refused in words", async ({
  page,
  context,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  watch.expectProblems(lineCut);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  const move = await organisation.addVisit(maria, "basic");
  await signInAs(organisation.emailOf("basic"));
  await page.goto(`/customers/${maria.customerId}/messages`);
  await awake(composerOf(page));
  await say(page, "On my way");
  const saved = page.waitForResponse(/conversation\.saveDraft/);
  await composerOf(page).fill("I forgot to say");
  await saved;
  // One is under way without a line when the access ends.
  await context.setOffline(true);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Not sent yet: waiting for the connection")).toBeVisible();
  await composerOf(page).fill("Half a sentence");
  watch.expectProblems(/answer: 404|status of 404/);
  await move();
  await context.setOffline(false);
  await expect(page.getByText("This conversation is not open to you any more.")).toBeVisible();
  await expect(bubble(page, "Hello")).toHaveCount(0);
  await expect(page.getByText("I forgot to say")).toBeVisible();
  await expect(page.getByText("Half a sentence")).toBeVisible();
  await look("access-ended", { whole: false });
});

test("V4 an answer is read where it is looked at, and nowhere else, on a desk with two people and a customer", async ({
  page,
  organisation,
  signInAs,
  colleague,
  customer,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  const ben = await colleague(organisation.emailOf("senior"));
  const home = await customer(organisation, maria);
  await ben.goto("/messages");
  await page.goto(maria.path);
  await awake(composerOf(page));
  await page.bringToFront();
  await answer(home, "Is it still at four?");
  await expect(bubble(page, "Is it still at four?")).toBeVisible();
  await expect(rowOf(ben, "Maria").getByText("Unread")).toBeVisible();
  await expect(tabDot(ben)).toBeVisible();
  await expect(home.getByText(/^Read by The \d/)).toBeVisible();
  await home.bringToFront();
  await say(page, "Yes, at four");
  await expect(page.getByText(/[Rr]ead by Maria|read \d/).first()).toBeVisible();
});

function firstLine(text: string): string {
  return text.split("\n")[1] ?? "";
}
