import { expect, test } from "../fixtures/test.ts";
import { openDraft } from "../pages/write-campaign.ts";

test("C6 C3 a preview to two addresses, one of them corrected, then the copy of the campaign", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example", "deliver.two@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);

  await page.getByRole("textbox", { name: "Subject" }).fill("The lake is open");
  // Not saved yet: the preview saves first.
  await page.getByRole("button", { name: "Send preview" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a preview" });
  await expect(dialog.getByText(organisation.emailOf("owner"))).toBeVisible();
  const to = dialog.locator("input[inputmode=email]");
  await to.fill("deliver.sam@staff.example, sam@,");
  await expect(dialog.getByText("“sam@” is not an email address.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Send preview" })).toBeDisabled();
  await look("preview-dialog-bad", { whole: false, part: "dialog[open]" });
  // The crosses are for pointers; keyboards take an entry away with Backspace.
  await dialog.locator("[aria-label='Remove sam@']").click();
  await dialog.getByRole("button", { name: "Send preview" }).click();
  await expect(dialog.getByText("Sent to 2 addresses")).toBeVisible();
  await expect(dialog.getByText("delivered", { exact: true })).toBeVisible({ timeout: 60_000 });
  await dialog.getByText("Sent to 2 addresses").click();
  await expect(dialog.getByText("deliver.sam@staff.example").last()).toBeVisible();
  await look("preview-dialog-sent", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();

  await page.getByRole("button", { name: "Send to 2 people" }).click();
  const send = page.getByRole("dialog", { name: /^Send “/ });
  await expect(send.getByLabel("Send a copy to")).toHaveValue("sender");
  await look("send-dialog-copy", { whole: false, part: "dialog[open]" });
  await send.getByRole("button", { name: "Send to 2 people" }).click();
  await expect(page.getByText("2 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  const copy = page.getByText(`Copy to ${organisation.emailOf("owner")}, not counted above:`);
  await expect(copy).toBeVisible({ timeout: 30_000 });
  await expect(copy.locator("..").getByText("Delivered")).toBeVisible({ timeout: 60_000 });
  await look("campaign-with-copy");
});

test("C1 C6 a double-click means one deed: one preview, one new campaign", async ({
  page,
  organisation,
  signInAs,
}) => {
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await page.getByRole("textbox", { name: "Subject" }).fill("Once is enough");
  await page.getByRole("button", { name: "Send preview" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a preview" });
  await expect(dialog.getByText(organisation.emailOf("owner"))).toBeVisible();
  // As slow as a hand: the first may be done before the second comes.
  await dialog.getByRole("button", { name: "Send preview" }).click({ clickCount: 2, delay: 120 });
  await expect(dialog.getByText(/^Sent to /).first()).toBeVisible();
  await expect(dialog.getByText("delivered", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText(/^Sent to /)).toHaveCount(1);

  await page.goto("/campaigns");
  await page.getByRole("button", { name: "New campaign" }).click({ clickCount: 2, delay: 120 });
  await expect(page).toHaveURL(/campaigns\/[0-9a-f-]{36}$/);
  await page.goto("/campaigns");
  await expect(page.getByRole("link", { name: "Untitled campaign" })).toHaveCount(1);
});

test("C6 an unknown personal field blocks the preview and says why", async ({
  page,
  organisation,
  signInAs,
}) => {
  const draft = await organisation.addDraft({ bodyMarkdown: "Hello {{frist_name}}" });
  await signInAs(organisation.emailOf("senior"));
  await openDraft(page, draft);
  const button = page.getByRole("button", { name: "Send preview" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/frist_name/);
});

test("C6 the unsubscribe link of a preview is nobody's", async ({ page }) => {
  await page.goto("/u/preview");
  await expect(page.getByRole("heading", { name: "This was a preview" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  // The browser's own header is that of its locale.
  const answer = await page.request.get("/u/preview", {
    headers: { "accept-language": "de-CH,de;q=0.9,en;q=0.5" },
  });
  const html = await answer.text();
  expect(html).toMatch(/<html[^>]* lang="de"/);
  expect(html).toContain("Das war eine Vorschau");
});
