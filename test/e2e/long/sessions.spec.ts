import { expect, test } from "../fixtures/test.ts";
import { expectPreviewToSay } from "../pages/preview.ts";
import { expectSaved, openDraft, pressSend } from "../pages/write-campaign.ts";

test("C5 O1 a session that ends while somebody types: every keystroke stays, one signs in on the spot, in all tabs", async ({
  page,
  context,
  organisation,
  signInAs,
  watch,
  world,
  look,
}) => {
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await expectPreviewToSay(page, "the gates are open");
  const other = await context.newPage();
  await other.goto("/settings/sending");
  await expect(other.getByLabel("Most people in a wave")).toBeVisible();
  watch.expectProblems(/401|Failed to load resource/);

  await context.clearCookies();
  const text = page.getByLabel("Text of the mail");
  await text.click();
  await page.keyboard.type("Written after the session had ended. ", { delay: 15 });
  const notice = page.getByRole("alert").filter({ hasText: "Your session has ended." });
  await expect(notice).toBeVisible();
  await expect(text).toBeFocused();
  await page.keyboard.type("And on.");
  await expect(text).toHaveValue(/Written after the session had ended\. And on\./);
  await expect(page.getByText("Kept in this browser, not saved yet")).toBeVisible();
  await page.mouse.move(0, 0);
  await look("session-ended");

  // The settings in the other tab: what was typed there stays too.
  const wave = other.getByLabel("Most people in a wave");
  await wave.fill("77");
  await other.getByRole("region", { name: "Pace" }).getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Your session has ended.")).toBeVisible();

  await notice.getByRole("button", { name: "Sign in again" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog.getByLabel("Email")).toHaveValue(organisation.emailOf("owner"));
  await look("sign-in-again", { whole: false });
  await dialog.getByLabel("Password", { exact: true }).fill("not it");
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("do not match");
  await dialog.getByLabel("Password", { exact: true }).fill(world.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(notice).toBeHidden();
  await expectSaved(page);
  await page.reload();
  await expect(text).toHaveValue(/Written after the session had ended\. And on\./);

  await expect(other.getByText("Your session has ended.")).toBeHidden();
  await expect(wave).toHaveValue("77");
});

test("C7 who has a draft open learns at once that a colleague has sent it, and may go on when it is taken back", async ({
  page,
  browser,
  organisation,
  signInAs,
  world,
  look,
}) => {
  await organisation.addPeople(["anna@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("senior"));
  await openDraft(page, draft);
  const colleague = await browser.newContext({ baseURL: world.webUrl });
  await colleague.request.post("/api/auth/sign-in/email", {
    headers: { origin: world.webUrl },
    data: { email: organisation.emailOf("owner"), password: world.password },
  });
  const theirs = await colleague.newPage();
  await openDraft(theirs, draft);
  await pressSend(theirs, "1 person");

  const notice = page.getByRole("alert").filter({ hasText: "has sent this campaign" });
  const scheduled = page.getByRole("alert").filter({ hasText: "has scheduled this campaign" });
  await expect(notice.or(scheduled)).toBeVisible();
  await expect(page.getByLabel("Text of the mail")).toHaveAttribute("readonly", "");
  await look("draft-sent-by-colleague");
  await page.getByRole("button", { name: "See how it is going" }).click();
  await expect(page.getByLabel("Text of the mail")).toBeHidden();
  await colleague.close();
});

test("C13 a number that cannot be is named, not made into another one", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/sending");
  const wave = page.getByLabel("Most people in a wave");
  const section = page.getByRole("region", { name: "Pace" });
  await expect(async () => {
    await wave.fill("-5");
    await section.getByRole("button", { name: "Save" }).click({ timeout: 2_000 });
    await expect(section).toContainText("At least 1, or empty for no cap.", { timeout: 2_000 });
  }).toPass();
  await expect(wave).toHaveValue("-5");
  await wave.fill("1.5");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section).toContainText("A whole number of people.");
});
