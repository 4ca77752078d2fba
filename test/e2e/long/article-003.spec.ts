import type { Page } from "@playwright/test";
import { addMany } from "../fixtures/add-many.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectTotalsToAddUp, outcomeTile } from "../pages/read-totals.ts";
import { askToSend } from "../pages/send-campaign.ts";
import { openSettings, saveSettings } from "../pages/settings.ts";
import { openDraft } from "../pages/write-campaign.ts";

/** One for each of the article's states; what comes before the dot steers what becomes of the mail. */
const people = [
  ...["deliver.ada", "open.cleo", "click.dan", "bounce.fay", "blocked.bob", "spam.hal", "oneclick.ivy"],
  "deliver.una",
];

const recipients = (page: Page) => page.getByRole("table", { name: "Recipients" });
const rowOf = (page: Page, email: string) => recipients(page).getByRole("row").filter({ hasText: email });

/** The cell of the only campaign's row under a header of the list. */
async function cellOf(page: Page, header: string): Promise<string> {
  const table = page.getByRole("table", { name: "Campaigns" });
  const headers = await table.locator("thead th").allInnerTexts();
  const at = headers.findIndex((text) => text.trim().startsWith(header));
  return (await table.locator("tbody tr").first().locator("td").nth(at).innerText()).trim();
}

/** Opens the panel that explains one recipient, by keys. */
async function openPerson(page: Page, email: string) {
  await rowOf(page, email).locator("button[aria-haspopup=dialog]").press("Enter");
  return page.getByRole("dialog", { name: "What became of it" });
}

async function closePanel(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("C1 C3 C9 C10 C13 C14 P6 P7 article 003, sentence by sentence, by keys", async ({
  page,
  context,
  organisation,
  orm,
  signInAs,
  world,
  look,
}) => {
  test.setTimeout(300_000);
  await organisation.addPeople(people.map((name) => `${name}@mail.example`));
  await organisation.addFamily({
    people: [{ firstName: "Silas", email: "silas@mail.example", lastTransactionDaysAgo: 800 }],
  });
  // Numbered after everybody before them.
  await addMany(orm, organisation.id, { people: 143, name: "Guest" });
  const draft = await organisation.addDraft({
    subject: "About the lake",
    bodyMarkdown: "Hello, [read](https://lake.example/map).",
  });
  await signInAs(organisation.emailOf("owner"));

  await test.step("C13 “You can send an email to no more than 150 clients simultaneously”: in waves", async () => {
    await openSettings(page);
    await saveSettings(page, "Pace", { "Most people in a wave": "150" });
    await openDraft(page, draft);
    const dialog = await askToSend(page, "151 people");
    await expect(dialog).toContainText("151 in 2 waves of at most 150");
  });

  await test.step("C3 “add your personal email address or your organisation's address so you can receive the confirmation”", async () => {
    const dialog = page.getByRole("dialog");
    const copy = dialog.getByLabel("Send a copy to");
    await expect(copy).toHaveValue("sender");
    await copy.selectOption("organisation");
    await expect(copy.locator("option:checked")).toContainText("@");
    await expect(copy).toHaveValue("organisation");
    await dialog.getByRole("button", { name: "Send to 151 people" }).press("Enter");
    await expect(page.getByText("151 sent", { exact: true })).toBeVisible({ timeout: 90_000 });
    expect(await expectTotalsToAddUp(page)).toEqual({ audience: 152, parts: { sent: 151, skipped: 1 } });
    await expect(page.getByText(/^Copy to .*, not counted above:$/)).toBeVisible({ timeout: 60_000 });
  });

  await test.step("P7 “Clients who have not interacted … during a period of 2 years will no longer receive”", async () => {
    const status = page.getByRole("group", { name: "Status" });
    await status.getByRole("button", { name: /^Skipped 1/ }).press("Enter");
    const panel = await openPerson(page, "Silas");
    await expect(panel).toContainText(/Silent since \w+ \d{4}/);
    await expect(panel).toContainText("next visit or purchase lifts it");
    await closePanel(page);
    await status.getByRole("button", { name: /^All/ }).press("Enter");
  });

  await test.step("C9 the outcomes have come", async () => {
    for (const tile of ["Clicked 1", "Bounced 2", "Unsubscribed 1", "Spam complaints 1"])
      await expect(outcomeTile(page, tile)).toBeVisible({ timeout: 60_000 });
  });

  await test.step("C1 “View the status of communications sent anywhere from the platform”", async () => {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Campaigns" })
      .press("Enter");
    const row = page.getByRole("table", { name: "Campaigns" }).locator("tbody tr");
    await expect(row).toHaveCount(1);
    await expect(row).toContainText("Sent");
    await look("article-003-list");
  });

  await test.step("C1 “Name”, “Date created”, “Sent”", async () => {
    const row = page.getByRole("table", { name: "Campaigns" }).locator("tbody tr");
    await expect(row.getByRole("link", { name: "Test campaign" })).toBeVisible();
    await expect(row.locator("time")).toBeVisible();
    expect(await cellOf(page, "Sent")).toBe("151");
  });

  await test.step("C1 “Open”, “Open rate: … Opened with regards to … sent”, “Unsubscribed”, “Blocked / Spam”", async () => {
    // People who opened: whoever clicked has opened too. A phone shows each number with its word.
    expect(await cellOf(page, "Open rate")).toMatch(/^\d+\.\d\s?%$/);
    const opened = Number(await cellOf(page, "Opens"));
    expect(opened).toBeGreaterThanOrEqual(2);
    expect(await cellOf(page, "Open rate")).toContain(((100 * opened) / 151).toFixed(1));
    expect(await cellOf(page, "Clicks")).toBe("1");
    expect(await cellOf(page, "Bounces")).toBe("2");
    expect(await cellOf(page, "Unsub.")).toBe("1");
    expect(await cellOf(page, "Blocked")).toBe("1");
    const list = page.getByRole("table", { name: "Campaigns" });
    for (const words of ["Opens", "Clicks", "Bounces", "Unsubscribed", "Blocked"])
      await expect(list.locator(`td[data-label="${words}"]`)).toBeVisible();
    await expect(list.getByRole("img", { name: /^152 people: / })).toBeVisible();
  });

  await test.step("C10 “click on the name of the email”: the customers, the address used, the status, the file's last change", async () => {
    await page.getByRole("link", { name: "Test campaign" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Test campaign" })).toBeVisible();
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("click.dan");
    const row = rowOf(page, "click.dan");
    await expect(row).toContainText("Click.dan Test");
    await expect(row).toContainText("click.dan@mail.example");
    await expect(row).toContainText("Clicked");
    await expect(row.getByTitle(/^The customer's file last changed /)).toBeVisible();
    await page.getByRole("button", { name: "Clear the search" }).press("Enter");
  });

  await test.step("C9 “Sent”, “Delivered”, “Open”, “Click”, each with its time", async () => {
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("click.dan");
    const panel = await openPerson(page, "click.dan");
    for (const event of [
      /^Accepted by the mail provider.*\d\d:\d\d:\d\d/s,
      /^Delivered.*\d\d:\d\d:\d\d/s,
      /^Opened by a person.*\d\d:\d\d:\d\d/s,
      /^Clicked a link.*https:\/\/lake\.example\/map.*\d\d:\d\d:\d\d/s,
    ])
      await expect(panel.getByRole("listitem").filter({ hasText: event })).toHaveCount(1);
    await expect(panel).toContainText("A person followed a link in it.");
    await closePanel(page);
  });

  await test.step("C9 “Bounce: Receiving server could not or would not accept message”", async () => {
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("bounce.fay");
    const panel = await openPerson(page, "bounce.fay");
    await expect(panel).toContainText("The person's mail server sent it back.");
    await expect(panel).toContainText("550 5.1.1");
    await closePanel(page);
  });

  await test.step("C9 “Blocked / Spam: blocked by the customer's email provider … add the sender address to his approved sender list”", async () => {
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("blocked.bob");
    const panel = await openPerson(page, "blocked.bob");
    await expect(panel).toContainText("look into the spam folder");
    await expect(panel).toContainText("add the sender's address to their approved senders");
    await expect(panel).toContainText("ask their mail provider not to block it any more");
    await expect(
      panel.getByRole("button", { name: "Copy the sender's address hello@test.example" }),
    ).toBeVisible();
    await look("article-003-blocked", { whole: false, part: "dialog[open]" });
    await closePanel(page);
  });

  await test.step("C9 “Spam: Recipient marked message as spam”, “Unsubscribed: Recipient Unsubscribed”", async () => {
    for (const [email, event] of [
      ["spam.hal", "Marked as spam"],
      ["oneclick.ivy", "Unsubscribed"],
    ] as const) {
      await page.getByRole("searchbox", { name: "Name, email, pet" }).fill(email);
      const panel = await openPerson(page, email);
      await expect(panel.getByRole("listitem").filter({ hasText: event })).toHaveCount(1);
      await closePanel(page);
    }
    await page.getByRole("button", { name: "Clear the search" }).press("Enter");
  });

  await test.step("C9 “Dropped: … unable to deliver the email, for variable security reasons”: each cause where it is shown", async () => {
    await page.getByRole("button", { name: "What the states mean" }).press("Enter");
    const states = page.getByRole("dialog", { name: "What the states mean" });
    for (const [word, meaning] of [
      ["Sent", "The mail provider accepted it."],
      ["Delivered", "The person's mail server took it."],
      ["Opened", "A person opened it."],
      ["Clicked", "A person followed a link in it."],
      ["Bounced", "The person's mail server sent it back."],
      ["Spam complaint", "They marked it as spam."],
      ["Unsubscribed", "They received it and asked for no more campaigns."],
    ] as const) {
      await expect(states.getByText(word, { exact: true })).toHaveCount(1);
      await expect(states).toContainText(meaning);
    }
    for (const cause of [
      "the address is invalid",
      "an earlier mail to it or to its domain could not be delivered",
      "its owner marked an earlier mail as spam",
      "the content looks like spam (then nobody gets it and the campaign pauses)",
    ])
      await expect(states).toContainText(cause);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "What the reasons mean" }).press("Enter");
    const reasons = page.getByRole("dialog", { name: "What the reasons mean" });
    for (const word of ["Invalid address", "Earlier bounce", "Earlier complaint", "Taken for spam"])
      await expect(reasons.getByText(word, { exact: true })).toHaveCount(1);
    await expect(reasons).toContainText("upper case letters in the subject");
    await page.keyboard.press("Escape");
  });

  await test.step("P5 “to view the body of the sent email, you can access the account for one of these customers”", async () => {
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("deliver.ada");
    const panel = await openPerson(page, "deliver.ada");
    await panel.getByRole("button", { name: "Show the mail" }).press("Enter");
    const mail = page.getByRole("dialog", { name: "The mail" });
    await expect(mail.getByText(/As it was written to/)).toBeVisible();
    await expect(mail).toContainText("About the lake");
    await page.keyboard.press("Escape");
    await expect(mail).toHaveCount(0);
    await closePanel(page);
  });

  await test.step("P6 “The customers can do this, as well as reverse it”", async () => {
    const outbox = await context.newPage();
    await outbox.goto(`${world.simulatorUrl}/outbox?server=sandbox-${organisation.id}&q=deliver.una`);
    await outbox.getByText("deliver.una@mail.example").first().click();
    const link = outbox.frameLocator("iframe").getByRole("link", { name: "Unsubscribe" });
    const href = decodeURIComponent((await link.getAttribute("href")) ?? "");
    await outbox.goto(/https?:[^"']*\/u\/[^"'&]+/.exec(href)?.[0] ?? href);
    await outbox.getByRole("button", { name: "Unsubscribe" }).press("Enter");
    await expect(outbox.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
    await expect(outcomeTile(page, "Unsubscribed 2")).toBeVisible();
    await outbox.getByRole("button", { name: "Subscribe again" }).press("Enter");
    await expect(outbox.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    await outbox.close();
  });

  await test.step("C4 C14 “When a customer has unsubscribed, you'll see the icon”: at the review of the next one", async () => {
    await openDraft(page, await organisation.addDraft());
    for (const [email, reason] of [
      ["oneclick.ivy", "Unsubscribed"],
      ["spam.hal", "Spam complaint"],
      ["bounce.fay", "Bounced"],
    ] as const) {
      await page.getByRole("searchbox", { name: "Name, email, pet" }).fill(email);
      await expect(rowOf(page, email)).toContainText(reason);
    }
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("deliver.una");
    await expect(rowOf(page, "deliver.una")).toContainText("Will receive it");
  });
});

test("C9 C17 article 003: “high possibility of getting flagged as a spam … all the emails … dropped”", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.addPeople(Array.from({ length: 30 }, (_, at) => `spamcontent.n${at}@mail.example`));
  const draft = await organisation.addDraft({ subject: "ABOUT THE LAKE" });
  // Somebody still waits when the first refusal comes.
  await organisation.setPace(1);
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await test.step("“Upper case letters in the subject line” are pointed out before sending", async () => {
    const dialog = await askToSend(page, "30 people");
    await expect(dialog).toContainText(/capital|upper case/i);
    await page.keyboard.press("Enter");
  });
  await test.step("the campaign pauses, and says so", async () => {
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("main")).toContainText(/spam/);
  });
});
