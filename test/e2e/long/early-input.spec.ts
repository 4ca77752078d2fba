import type { Locator, Page } from "@playwright/test";
import { addBlocks } from "../fixtures/add-blocks.ts";
import { slowLine } from "../fixtures/slow-line.ts";
import { expect, test } from "../fixtures/test.ts";
import { awake, bubble, composerOf } from "../pages/messages.ts";

/**
 * Holds back every script of ours until it is let go: a slow line, without its waiting time.
 * @param words only the scripts in which they stand
 */
async function holdScripts(page: Page, words = ""): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    if (words === "") {
      await free;
      return route.continue();
    }
    const response = await route.fetch();
    const body = await response.text();
    if (body.includes(words)) await free;
    return route.fulfill({ response, body });
  });
  return letGo;
}

test("a press before the scripts are there is kept, shown and done", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  const letGo = await holdScripts(page);
  await page.goto("/campaigns", { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "New campaign" });
  await button.click();
  await expect(button).toHaveAttribute("data-held", "");
  letGo();
  await expect(page.getByLabel("Name of the campaign")).toBeVisible();
});

test("Enter on a focused button and typed words before the scripts are there count too", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  const letGo = await holdScripts(page);
  await page.goto("/campaigns", { waitUntil: "domcontentloaded" });
  const search = page.getByRole("searchbox", { name: "Name or subject" });
  // A field that is still being streamed in moves once, and loses the focus by it.
  await expect(async () => {
    await search.fill("holiday");
    await expect(search).toHaveValue("holiday", { timeout: 500 });
  }).toPass();
  await expect(search).toHaveAttribute("data-held", "");
  const sent = page.getByRole("button", { name: /^Draft/ });
  await sent.focus();
  await page.keyboard.press("Enter");
  await expect(sent).toHaveAttribute("data-held", "");
  letGo();
  await expect(page).toHaveURL(/q=holiday/);
  await expect(page).toHaveURL(/status=draft/);
  await expect(search).toHaveValue("holiday");
});

test("what is typed into a draft before the scripts are there is saved", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  await page.getByRole("button", { name: "New campaign" }).click();
  await expect(page.getByLabel("Text of the mail")).toBeVisible();
  await expect(page).toHaveURL(/campaigns\/[\da-f-]{36}/);
  const letGo = await holdScripts(page);
  await page.reload({ waitUntil: "domcontentloaded" });
  const text = page.getByLabel("Text of the mail");
  // A field that is still being streamed in moves once, and loses the focus by it.
  await expect(async () => {
    await text.fill("Typed early.");
    await expect(text).toHaveValue("Typed early.", { timeout: 500 });
  }).toPass();
  await expect(text).toHaveAttribute("data-held", "");
  letGo();
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByLabel("Text of the mail")).toHaveValue("Typed early.");
  await expect(page.frameLocator("iframe").getByText("Typed early.")).toBeVisible();
});

test("sign-in works before its scripts are there", async ({ page, organisation, world }) => {
  const letGo = await holdScripts(page);
  await page.goto("/sign-in?next=%2Fcampaigns", { waitUntil: "commit" });
  await page.getByLabel("Email").fill(organisation.emailOf("owner"));
  await page.getByLabel("Password", { exact: true }).fill(world.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  letGo();
  await expect(page).toHaveURL(/\/campaigns/);
});

test("on a slow line (3G) a press right after the first paint opens what it means", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  await signInAs(organisation.emailOf("owner"));
  await slowLine(page);
  const began = Date.now();
  await page.goto("/campaigns", { waitUntil: "commit", timeout: 60_000 });
  await page.getByRole("button", { name: "New campaign" }).click();
  info.annotations.push({ type: "measured", description: `pressed after ${Date.now() - began} ms` });
  await expect(page.getByLabel("Name of the campaign")).toBeVisible({ timeout: 60_000 });
  info.annotations.push({ type: "measured", description: `opened after ${Date.now() - began} ms` });
});

/** Presses a button before any script is there, lets them come. */
async function pressEarly(page: Page, path: string, button: () => Locator): Promise<void> {
  const letGo = await holdScripts(page);
  await page.goto(path, { waitUntil: "domcontentloaded" });
  await button().click();
  await expect(button()).toHaveAttribute("data-held", "");
  letGo();
}

async function pathOf(page: Page, name: string): Promise<string> {
  await page.goto("/campaigns");
  return (await page.getByRole("link", { name }).getAttribute("href")) ?? "";
}

test("menus, drawers, dialogs and figures pressed before the scripts are there open", async ({
  page,
  signInAs,
}, info) => {
  await signInAs("dana@riverside.example");
  const campaign = await pathOf(page, "Agility field reopens");
  const side = info.project.name === "phone" ? "footer" : "aside";
  await pressEarly(page, "/campaigns", () =>
    page.locator(side).getByRole("button", { name: /Riverside|You/ }),
  );
  await expect(page.getByRole("menu").getByRole("menuitem", { name: "Sign out" })).toBeVisible();

  await page.unrouteAll();
  await pressEarly(page, campaign, () => page.getByRole("button", { name: "More", exact: true }));
  await expect(page.getByRole("menuitem", { name: "Duplicate" })).toBeVisible();

  await page.unrouteAll();
  await pressEarly(page, campaign, () => page.locator("tbody button[aria-haspopup=dialog]").first());
  await expect(page.getByRole("dialog", { name: "What became of it" })).toBeVisible();

  await page.unrouteAll();
  await pressEarly(page, campaign, () =>
    page.getByRole("button", { name: "Show the mail", exact: true }).first(),
  );
  await expect(page.getByRole("dialog", { name: "The mail" })).toBeVisible();

  await page.unrouteAll();
  await pressEarly(page, campaign, () => page.locator('button[aria-label^="Clicked "]'));
  await expect(page).toHaveURL(/status=clicked/);
});

test("the send dialog, a list by hand, a form and a tick before the scripts are there", async ({
  page,
  orm,
  organisation,
  signInAs,
}) => {
  await addBlocks(orm, organisation.id, { hand: 2, bounce: 0, spam: 0 });
  await organisation.addPeople(["deliver.one@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await pressEarly(page, draft, () => page.getByRole("button", { name: "Exclude", exact: true }));
  await expect(page.getByRole("region", { name: "Exclude by hand" })).toBeVisible();

  await page.unrouteAll();
  await pressEarly(page, "/settings/blocked-addresses", () =>
    page.getByRole("checkbox", { name: "Select hand1@blocked.example" }),
  );
  await expect(page.getByText("1 selected")).toBeVisible();

  await page.unrouteAll();
  const letGo = await holdScripts(page);
  await page.goto("/settings/sending", { waitUntil: "domcontentloaded" });
  const wave = page.getByLabel("Most people in a wave");
  await expect(async () => {
    await wave.fill("77");
    await expect(wave).toHaveValue("77", { timeout: 500 });
  }).toPass();
  const part = page.getByRole("region", { name: "Pace" });
  await part.getByRole("button", { name: "Save" }).click();
  letGo();
  await expect(part.getByRole("status")).toHaveText("Saved");
  await page.reload();
  await expect(wave).toHaveValue("77");
});

test("links pressed before the scripts are there lead where they lead, and files are downloaded", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  const campaign = await pathOf(page, "Agility field reopens");
  const letGo = await holdScripts(page);
  await page.goto(campaign, { waitUntil: "domcontentloaded" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export the recipients" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/recipients\.csv$/);
  await page.getByRole("main").getByRole("link", { name: "Campaigns" }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
  letGo();
  await expect(page.getByRole("heading", { name: "Campaigns", level: 1 })).toBeVisible();
});

/** A select as this file's types know it: they are Node's. */
interface Choice {
  value: string;
  readonly options: Iterable<{ readonly label: string; readonly value: string }>;
  dispatchEvent(event: Event): void;
}

/** Chooses at the moment at which React has marked a field and not taken it over yet: some ms on a quick machine. */
async function chooseWhenMarked(field: Locator, label: string): Promise<void> {
  await field.evaluate(async (element: Choice, wanted) => {
    const isMarked = () => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
    const { port1, port2 } = new MessageChannel();
    await new Promise<void>((done) => {
      port1.addEventListener("message", () => (isMarked() ? done() : port2.postMessage(null)));
      port1.start();
      port2.postMessage(null);
    });
    port1.close();
    element.value = [...element.options].find((option) => option.label === wanted)?.value ?? "";
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, label);
}

test("what is chosen while React takes a field over counts", async ({ page, signInAs }) => {
  await signInAs("dana@riverside.example");
  await page.goto("/customers?q=Dev+Haddad");
  await page.getByRole("link", { name: /Dev Haddad/ }).click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.goto(`${new URL(page.url()).pathname}/emails`, { waitUntil: "commit" });
  await chooseWhenMarked(
    page.getByLabel("Why didn’t Dev get", { exact: true }),
    "Fireworks night: quiet hour",
  );
  await expect(page).toHaveURL(/\?why=/);
  await expect(page.getByRole("status").filter({ hasText: "Dev was left out: " })).toBeVisible();
});

test("V2 T12 what is typed in a conversation, and where, stays when the list around it changes before its scripts are there", async ({
  page,
  organisation,
  signInAs,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  const tom = await organisation.addThread("Tom", ["Hi"]);
  await signInAs(organisation.emailOf("owner"));
  const letGo = await holdScripts(page, "A note for colleagues");
  await page.goto(maria.path, { waitUntil: "domcontentloaded" });
  const field = composerOf(page);
  // A field that is still being streamed in moves once, and loses the focus by it.
  await expect(async () => {
    await field.fill("Typed early.");
    await expect(field).toHaveValue("Typed early.", { timeout: 500 });
  }).toPass();
  await expect(field).toHaveAttribute("data-held", "");
  await page.evaluate("document.querySelector('[data-composer-field]').setAttribute('data-first', '')");
  await awake(page.locator("main input[type=search]").first());
  const listed = page.waitForResponse(/conversation\.list/);
  await tom.write("Are you there?");
  await listed;
  await page.keyboard.type(" And on.", { delay: 50 });
  await expect(field).toBeFocused();
  letGo();
  await expect(field).not.toHaveAttribute("data-held");
  await expect(field).toHaveValue("Typed early. And on.");
  await expect(field).toBeFocused();
  await expect(field, "taken over, not drawn anew").toHaveAttribute("data-first", "");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(page, "Typed early. And on.")).toBeVisible();
});
