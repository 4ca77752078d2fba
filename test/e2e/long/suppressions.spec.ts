import { readSuppressed } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { askToSend } from "../pages/send-campaign.ts";
import { openDraft } from "../pages/write-campaign.ts";

test("C14 blocked by hand, by bounce, by complaint: listed, told to the provider, lifted where allowed", async ({
  page,
  organisation,
  signInAs,
  world,
  look,
}) => {
  await organisation.addPeople([
    "bounce.bo@mail.example",
    "spam.sue@mail.example",
    "deliver.al@mail.example",
  ]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/blocked-addresses");
  await expect(page.getByRole("heading", { name: "Nobody is blocked" })).toBeVisible();
  await expect(page.getByText("Not compared with the mail provider yet.")).toBeVisible();
  await look("suppressions-empty");

  await openDraft(page, draft);
  const dialog = await askToSend(page, "3 people");
  await dialog.getByRole("button", { name: "Send to 3 people" }).click();
  await expect(page.getByText("3 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "1 hard", exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Spam complaint 1" })).toBeVisible({ timeout: 60_000 });

  await page.getByRole("link", { name: "blocked addresses" }).first().click();
  const table = page.getByRole("table", { name: "Blocked addresses" });
  await expect(table).toContainText("bounce.bo@mail.example");
  await expect(table).not.toContainText("spam.sue@mail.example");
  await page.getByRole("button", { name: "All" }).click();

  const field = page.getByLabel("Block an address or a domain");
  await field.fill("not a domain");
  await page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(page.getByText("This is no email address and no domain")).toBeVisible();
  await look("suppressions-mistake");
  await field.fill("Deliver.AL@mail.example");
  await page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(table).toContainText("deliver.al@mail.example");
  const blockDomain = async () => {
    await field.fill("browns.example");
    await page.getByRole("button", { name: "Block", exact: true }).click();
    await page.getByRole("button", { name: "Block the domain" }).click();
  };
  await blockDomain();
  await expect(table).toContainText("Everyone at browns.example");
  await field.fill("*@Browns.example");
  await page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(page.getByText("browns.example is blocked by hand already.")).toBeVisible();
  await field.fill("");

  // The comparison that each change brings about; the page asks for its report every half minute.
  await expect
    .poll(() => readSuppressed(world, organisation.id), { timeout: 60_000 })
    .toEqual(["bounce.bo@mail.example", "deliver.al@mail.example", "spam.sue@mail.example"]);
  await page.reload();
  await expect(page.getByText("The provider blocks 3 addresses.")).toBeVisible();
  await look("suppressions");

  // A complaint is the person's own word.
  await expect(
    table.locator("tr").filter({ hasText: "spam.sue@mail.example" }).getByText("cannot be lifted"),
  ).toBeVisible();
  await page.getByRole("button", { name: "Lift deliver.al@mail.example" }).click();
  const lift = page.getByRole("dialog", { name: "Write to deliver.al@mail.example again?" });
  await look("lift-dialog", { whole: false, part: "dialog[open]" });
  await lift.getByRole("button", { name: "Lift the block" }).click();
  await expect(table).not.toContainText("deliver.al@mail.example");
  await page.getByRole("button", { name: "Lift bounce.bo@mail.example" }).click();
  await expect(page.getByRole("dialog")).toContainText("A mail to it came back for good.");
  await page.getByRole("dialog").getByRole("button", { name: "Lift the block" }).click();
  await expect(table).not.toContainText("bounce.bo@mail.example");
  await expect
    .poll(() => readSuppressed(world, organisation.id), { timeout: 60_000 })
    .toEqual(["spam.sue@mail.example"]);

  // The next campaign leaves out who is still blocked, and says why.
  const next = await organisation.addDraft();
  await openDraft(page, next);
  await expect(page.getByRole("button", { name: "Send to 2 people" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Spam complaint 1" })).toBeVisible();
});
