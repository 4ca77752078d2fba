import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { expect, test } from "../fixtures/test.ts";
import { recipientRow } from "../pages/audience-review.ts";
import { bubble, say } from "../pages/messages.ts";
import { formOf, lookAtOutbox } from "../pages/outbox.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

// O5: the simulator's own page, by which one acts as the customer and as the providers. Each way once, and what the product says then.

test("O5 C9 C11 C18 V9 as the receiver of a mail: every way to treat it, and what the campaign and the thread say of each", async ({
  page,
  context,
  organisation,
  orm,
  signInAs,
  world,
}, info) => {
  test.setTimeout(240_000);
  const names = [
    ...["open", "click", "program", "scanner", "header", "page", "postmark", "spam", "hard", "soft"],
    ...["block", "reject", "delay", "responder"],
  ];
  const addressOf = (name: string) => `none.${name}@mail.example`;
  await organisation.addPeople(names.map(addressOf));
  const maria = await organisation.addThread("Maria");
  // Answers come in at an address of the organisation's own.
  await inOrganisation(orm, organisationIdFrom(organisation.id), (em) =>
    sql`update organisation set inbound_address = ${`reply-${organisation.id}.example`} where id = ${organisation.id}`.execute(
      em.getKysely(),
    ),
  );
  const server = `sandbox-${organisation.id}`;
  const outbox = await context.newPage();
  await outbox.goto(`${world.simulatorUrl}/outbox/provider?server=${server}`);
  await formOf(outbox, "outcome").locator("[name=who]").fill(maria.address);
  await formOf(outbox, "outcome").locator("[name=outcome]").selectOption("none");
  await formOf(outbox, "outcome").getByRole("button", { name: "Set" }).click();
  const draft = await organisation.addDraft({ bodyMarkdown: "Hello, [read](https://lake.example/map)." });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "15 people");
  await expect(page.getByText("15 sent", { exact: true })).toBeVisible({ timeout: 60_000 });

  const open = async (address: string) => {
    await outbox.goto(`${world.simulatorUrl}/outbox?server=${server}&q=${encodeURIComponent(address)}`);
    await outbox.getByRole("navigation", { name: "Messages" }).getByText(address).first().click();
    await expect(outbox.getByRole("heading", { name: "What happened" })).toBeVisible();
  };
  const actions = outbox.getByLabel("Act as the receiver");
  const press = (name: string) => actions.getByRole("button", { name, exact: true }).click();
  const more = async (name: string) => {
    await actions.getByText("More", { exact: true }).click();
    await press(name);
  };
  const done = (words: string) => expect(outbox.locator(".notice")).toContainText(`Done: ${words}`);

  await open(addressOf("open"));
  await lookAtOutbox(outbox, info, "outbox-mail");
  await press("Open");
  await done("opened");
  await open(addressOf("click"));
  await actions.getByText("Click a link").click();
  await press("https://lake.example/map");
  await done("clicked");
  for (const [name, way, words] of [
    ["program", "Opened by a program", "opened by a program"],
    ["scanner", "A scanner visits every link", "visited every link"],
    ["soft", "Soft bounce", "came back: mailbox full"],
    ["block", "Block", "blocked by the receiving server"],
    ["reject", "Reject as spam", "rejected as spam"],
    ["delay", "Delay", "delayed"],
    ["responder", "Auto-responder answers", "answered by an auto-responder"],
  ] as const) {
    await open(addressOf(name));
    await more(way);
    await done(words);
  }
  await open(addressOf("header"));
  await press("Unsubscribe (one click)");
  await done("pressed one-click unsubscribe. It answered 200.");
  await open(addressOf("postmark"));
  await press("Unsubscribe at Postmark");
  await done("unsubscribed through Postmark's link");
  await open(addressOf("spam"));
  await press("Report spam");
  await done("complained");
  await open(addressOf("hard"));
  await press("Bounce");
  await done("bounced");
  await open(addressOf("page"));
  const way = outbox.frameLocator("iframe").getByRole("link", { name: "Unsubscribe" });
  const [unsubscribing] = await Promise.all([context.waitForEvent("page"), way.click()]);
  await unsubscribing.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(unsubscribing.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  await unsubscribing.close();

  for (const [name, status] of [
    ["open", "Opened"],
    ["click", "Clicked"],
    ["header", "Unsubscribed"],
    ["postmark", "Unsubscribed"],
    ["page", "Unsubscribed"],
    ["spam", "Spam complaint"],
    ["hard", "Bounced"],
    ["soft", "Bounced"],
    ["block", "Bounced"],
    ["reject", "Taken for spam"],
  ] as const)
    await expect(recipientRow(page, addressOf(name)), name).toContainText(status, { timeout: 60_000 });
  // C11: a program's opening is told apart, and neither a delay nor an auto-responder's bounce counts. (A scanner's visit of one link, minutes
  // after the mail, cannot be told from a person's click.)
  for (const name of ["program", "delay", "responder"])
    await expect(recipientRow(page, addressOf(name)), name).not.toContainText(
      /Opened by|Clicked|Bounced|Dropped/,
    );

  await test.step("V9 an answer, an automatic one, and a friend's to whom it was forwarded", async () => {
    await open(maria.address);
    const reply = async (words: string, automatic: boolean) => {
      await actions.getByText("Reply", { exact: true }).click();
      await actions.getByLabel("Answer", { exact: true }).fill(words);
      if (automatic) await actions.getByRole("checkbox").check();
      await press("Send the answer");
      await done("replied");
    };
    await reply("We come at ten", false);
    await outbox.reload();
    await reply("I am away until Monday", true);
    await outbox.reload();
    await actions.getByText("Forward", { exact: true }).click();
    await actions.getByLabel("To a friend, who opens it").fill("friend@mail.example");
    await actions.getByLabel("What the friend answers").fill("May I come too?");
    await press("Forward it");
    await done("forwarded, opened and answered");
    await page.goto(maria.path);
    await expect(bubble(page, "We come at ten")).toBeVisible();
    await expect(page.getByRole("log")).toContainText("utomatic");
    await expect(page.getByRole("log")).toContainText("May I come too?");
  });
  await outbox.close();
});

test("O5 V8 V13 V17 A12 with a phone in hand: a text first, a reaction, a picture, the keywords; and what a carrier refuses", async ({
  page,
  context,
  organisation,
  signInAs,
  world,
}, info) => {
  test.setTimeout(180_000);
  const server = `sandbox-${organisation.id}`;
  await organisation.openTexting();
  await organisation.addClients([{ name: "Ana", phone: "+12025550161" }]);
  const outbox = await context.newPage();
  await outbox.goto(`${world.simulatorUrl}/outbox`);
  const first = outbox.locator("form[action='/outbox/phone']");
  await first.locator("[name=token]").selectOption(server);
  await first.locator("[name=from]").fill("+12025550161");
  await first.locator("[name=to]").fill("+12025550100");
  await first.getByRole("button", { name: "Open this phone" }).click();
  const phone = outbox.getByRole("region", { name: "Phone of +12025550161" });
  const text = async (words: string) => {
    await phone.getByLabel("Text back as this person").fill(words);
    await phone.getByRole("button", { name: "Send", exact: true }).click();
  };
  await text("Is ten all right?");
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await page.getByRole("link", { name: /^Ana family/ }).click();
  await expect(bubble(page, "Is ten all right?")).toBeVisible();
  const log = page.getByRole("log");
  await say(page, "Ten is fine");
  await expect(phone.getByText("Ten is fine")).toBeVisible({ timeout: 30_000 });
  await lookAtOutbox(outbox, info, "outbox-phone");
  await phone.getByRole("button", { name: "React with a heart" }).click();
  await expect(log).toContainText("❤", { timeout: 30_000 });
  await phone.getByRole("button", { name: "Send a picture" }).click();
  await expect(log.locator("img").first()).toBeVisible({ timeout: 60_000 });
  await phone.getByRole("button", { name: "HELP" }).click();
  await expect(phone).toContainText("Reply STOP to unsubscribe");
  await phone.getByRole("button", { name: "STOP" }).click();
  await expect(phone).toContainText("are refused (21610) until this person texts START");
  await expect(page.getByText(/wrote STOP/).first()).toBeVisible({ timeout: 30_000 });
  await phone.getByRole("button", { name: "START" }).click();
  await expect(phone).not.toContainText("refused (21610)");

  await outbox.goto(`${world.simulatorUrl}/outbox/provider?server=${server}`);
  const outcome = formOf(outbox, "outcome");
  await outcome.locator("[name=who]").fill("+12025550161");
  await outcome.locator("[name=outcome]").selectOption("landline");
  await outcome.getByRole("button", { name: "Set" }).click();
  await expect(outbox.getByRole("table", { name: "Otherwise than usual" })).toContainText("+12025550161");
  await page.reload();
  await say(page, "Until tomorrow");
  await expect(log).toContainText("landline", { timeout: 60_000 });
  await outbox.getByRole("button", { name: "As usual", exact: true }).click();
  await expect(outbox.getByText("Everything is as usual.")).toBeVisible();
  await outbox.close();
});
