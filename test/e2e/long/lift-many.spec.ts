import { addBlocks } from "../fixtures/add-blocks.ts";
import { expect, test } from "../fixtures/test.ts";

test("C14 all blocked addresses that match are lifted at once and blocked again, by keys; complaints stay", async ({
  page,
  orm,
  organisation,
  signInAs,
  look,
}) => {
  await addBlocks(orm, organisation.id, { hand: 60, bounce: 2, spam: 3 });
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/blocked-addresses?q=blocked.example");
  const table = page.getByRole("table", { name: "Blocked addresses" });
  const rows = table.locator("tbody tr");
  await expect(rows).toHaveCount(25);
  await page.waitForLoadState("networkidle");
  await rows.first().getByRole("checkbox").press("Space");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.getByRole("button", { name: "Select all 65 matching" }).press("Enter");
  await expect(page.getByText("All 65 selected")).toBeVisible();
  await look("lift-many-selected");

  const lift = page.getByRole("button", { name: "Lift…" });
  await lift.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Lift 62 blocks?" });
  await expect(dialog).toContainText("3 spam complaints stay blocked: only the person can undo that.");
  await look("lift-many-dialog", { whole: false, part: "dialog[open]" });
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(lift).toBeFocused();
  await lift.press("Enter");
  await dialog.getByRole("button", { name: "Lift 62 blocks" }).press("Enter");

  const said = page.getByRole("region", { name: "Announcements" });
  await expect(said).toContainText("62 blocks lifted");
  await expect(said).toContainText("3 spam complaints stay blocked");
  await expect(rows).toHaveCount(3);
  await expect(page.getByText("selected")).toHaveCount(0);
  await expect(page.locator("body")).not.toBeFocused();
  await said.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(said).toContainText("62 blocked again.");
  await expect(rows).toHaveCount(25);
  await expect(page.locator("body")).not.toBeFocused();
  const more = page.getByRole("button", { name: "Load more" });
  for (const shown of [50, 65]) {
    await more.press("Enter");
    await expect(rows).toHaveCount(shown);
    await expect(page.locator("body")).not.toBeFocused();
  }
  await expect(more).toHaveCount(0);
  await expect(page.locator(":focus")).toHaveCount(1);
});

test("C14 ticked ones alone, one reason alone, and complaints alone", async ({
  page,
  orm,
  organisation,
  signInAs,
}) => {
  await addBlocks(orm, organisation.id, { hand: 3, bounce: 2, spam: 1 });
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/blocked-addresses");
  const table = page.getByRole("table", { name: "Blocked addresses" });
  const rows = table.locator("tbody tr");
  const said = page.getByRole("region", { name: "Announcements" });
  const why = page.getByRole("group", { name: "Why" });
  await expect(rows).toHaveCount(6);
  await page.waitForLoadState("networkidle");

  // Two that are ticked; another list has nothing ticked.
  await page.getByRole("checkbox", { name: "Select hand1@blocked.example" }).check();
  await page.getByRole("checkbox", { name: "Select spam1@blocked.example" }).check();
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("button", { name: "Lift…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lift 1 block" }).click();
  await expect(said).toContainText("1 block lifted");
  await expect(said).toContainText("1 spam complaint stays blocked");
  await expect(rows).toHaveCount(5);
  await expect(table).toContainText("spam1@blocked.example");
  await expect(table).not.toContainText("hand1@blocked.example");

  // All of one reason.
  await why.getByRole("button", { name: "Blocked by hand" }).click();
  await expect(rows).toHaveCount(2);
  for (const n of [2, 3])
    await page.getByRole("checkbox", { name: `Select hand${n}@blocked.example` }).check();
  await page.getByRole("button", { name: "Lift…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lift 2 blocks" }).click();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await why.getByRole("button", { name: "All" }).click();
  await expect(rows).toHaveCount(3);

  // Complaints are nobody's to lift.
  await page.getByRole("checkbox", { name: "Select spam1@blocked.example" }).check();
  await expect(page.getByText("Spam complaints cannot be lifted.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Lift…" })).toHaveCount(0);
  await page.getByRole("button", { name: "Select none" }).click();
  await expect(page.getByText("selected")).toHaveCount(0);
  await expect(page.locator("body")).not.toBeFocused();
});
