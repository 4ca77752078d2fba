import { expect, test } from "../fixtures/test.ts";
import { watchPage } from "../fixtures/watch-page.ts";
import { expectPreviewToSay } from "../pages/preview.ts";
import { expectSaved, openDraft } from "../pages/write-campaign.ts";

test("C5 two tabs: nothing is overwritten before a person decides", async ({
  page,
  context,
  organisation,
  signInAs,
  look,
}) => {
  const draft = await organisation.addDraft({ subject: "As it was" });
  await signInAs(organisation.emailOf("owner"));
  const other = await context.newPage();
  const otherWatch = await watchPage(other);
  await Promise.all([openDraft(page, draft), openDraft(other, draft)]);

  await other.getByRole("textbox", { name: "Subject" }).fill("Theirs");
  await expect(other.getByText(/^Saving…|^Saved/)).toBeVisible();
  await expectSaved(other);

  await page.getByRole("textbox", { name: "Subject" }).fill("Mine");
  const notice = page
    .getByRole("alert")
    .filter({ hasText: "The subject was changed in another tab or by somebody else" });
  await expect(notice).toContainText("Theirs");
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("Mine");
  await expect(page.getByText("Not saved")).toBeVisible();
  await look("editor-conflict");
  await other.reload();
  // What is unsaved in this browser is there, too, with what is on the server beside it.
  await expect(
    other
      .getByRole("alert")
      .filter({ hasText: "The subject was changed in another tab or by somebody else" }),
  ).toContainText("Theirs");

  await notice.getByRole("button", { name: "Keep mine instead" }).click();
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("Mine");
  expect(otherWatch.unexpected()).toEqual([]);
});

test("C5 what was typed offline is there after a reload", async ({
  page,
  context,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await expectPreviewToSay(page, "the gates are open");
  await page.waitForLoadState("networkidle");
  watch.expectProblems(/ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load resource/);
  await context.setOffline(true);
  await page.getByLabel("Text of the mail").fill("Written on the train.");
  await expect(page.getByText("Kept in this browser, not saved yet")).toBeVisible();
  await look("editor-offline");
  // The tab goes away without a chance to save.
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto("about:blank");
  await context.setOffline(false);
  await page.goto(draft);
  await expect(page.getByLabel("Text of the mail")).toHaveValue("Written on the train.");
  await expectSaved(page);
  await page.reload();
  await expect(page.getByLabel("Text of the mail")).toHaveValue("Written on the train.");
});

test("C5 an unknown personal field is named where it stands, and blocks", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["anna@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await page.getByLabel("Text of the mail").fill("Hi,\n\nyour dog {{pet_nmaes}} is welcome.");
  const problem = page.getByRole("status").filter({ hasText: "pet_nmaes" });
  await expect(problem).toBeVisible();
  await expect(problem.getByRole("button", { name: "Line 3" })).toBeVisible();
  const send = page.getByRole("button", { name: "Send to 1 person" });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(send).toHaveAccessibleDescription(/pet_nmaes/);
  await look("editor-unknown-field");
  await page.getByLabel("Text of the mail").fill("Hi,\n\nyour dog {{pet_names|your dog}} is welcome.");
  await expect(send).not.toHaveAttribute("aria-disabled", "true");
});

test("C5 personal fields go where the caret is", async ({ page, organisation, signInAs, look }) => {
  const draft = await organisation.addDraft({ bodyMarkdown: "Hi " });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  const text = page.getByLabel("Text of the mail");
  await text.focus();
  await page.keyboard.press("Control+End");
  await page.getByRole("button", { name: "Put a personal field into the text" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await look("merge-field-menu", { whole: false });
  await page.getByRole("menuitem", { name: /First name/ }).click();
  await expect(text).toHaveValue(/^Hi \{\{first_name(\|[^}]*)?\}\}$/);
  await expect(text).toBeFocused();
});
