import { expect, test } from "../fixtures/test.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

test("C16 resend to who failed, linked both ways; archive with undo; duplicate from the list", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example", "soft.two@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "2 people");
  await expect(page.getByText("2 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "1 soft", exact: true })).toBeVisible({ timeout: 60_000 });
  await page.reload();

  await page.getByRole("button", { name: "More", exact: true }).click();
  await look("campaign-more", { whole: false, part: "[role=menu]" });
  await page
    .getByRole("menuitem", { name: "Resend to 1 person it did not reach" })
    .click({ clickCount: 2, delay: 120 });
  await expect(page.getByText("Goes only to those whom")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send to 1 person" })).toBeVisible();
  await look("resend-draft");
  await page.getByText("Goes only to those whom").getByRole("link").click();
  await expect(page.getByText("Resent to those who failed:")).toBeVisible();
  await look("campaign-resent");

  await page.goto("/campaigns");
  // Newest first: the resent one, then the one it came from.
  const name = await page.getByRole("table", { name: "Campaigns" }).getByRole("link").nth(1).innerText();
  await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(page.getByText(`“${name}” is in the archive.`)).toBeVisible();
  await expect(page.getByRole("link", { name, exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Archived 1" }).click();
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  // It offers to undo for ten seconds.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("No campaign matches")).toBeVisible();
  await page.getByRole("button", { name: /^All/ }).click();
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();

  await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Archived 1" }).click();
  await look("campaigns-archived");
  await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "Take out of the archive" }).click();
  await page.getByRole("button", { name: /^All/ }).click();

  await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
  await look("campaigns-row-menu", { whole: false, part: "[role=menu]" });
  // A double-click on a menu's entry is one deed, also where the second half meets what has come in its place.
  await page.getByRole("menuitem", { name: "Duplicate" }).click({ clickCount: 2, delay: 120 });
  await expect(page.getByRole("textbox", { name: /^Name of the campaign/ })).toHaveValue(`${name} (copy)`);
  await page.goto("/campaigns");
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: `${name} (copy)` })).toHaveCount(1);
});
