import { expect, test } from "../fixtures/test.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

test("C1 C8 the list of campaigns follows what a colleague does: a new one, another name, its sending and its figures, without a reload", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  await organisation.addPeople(["deliver.ada@mail.example", "deliver.ben@mail.example"]);
  await organisation.addCampaigns(3);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const table = page.getByRole("table", { name: "Campaigns" });
  const names = table.getByRole("link");
  await expect(names).toHaveCount(3);

  const other = await colleague(organisation.emailOf("admin"));
  const draft = await organisation.addDraft();
  await expect(names).toHaveCount(4);
  const line = table.getByRole("row").filter({ has: page.locator(`a[href="${draft}"]`) });
  await expect(line).toContainText("Draft");
  await expect(page.getByRole("button", { name: /^Draft 4/ })).toBeVisible();

  await openDraft(other, draft);
  await other.getByLabel("Name of the campaign").fill("Gate reopening");
  await expect(line).toContainText("Gate reopening");
  await pressSend(other, "2 people");
  await expect(line).toContainText(/Sending|Sent/);
  await expect(line).toContainText("Sent", { timeout: 60_000 });
  await expect(line.getByRole("cell").filter({ hasText: /^2$/ }).first()).toBeVisible();
  await look("campaigns-live", { whole: false });
});

test("V3 C1 while somebody has the pointer in the list of campaigns nothing moves under it: what is new waits behind a press", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  test.skip(info.project.name === "phone", "a finger points only while it is down");
  await organisation.addCampaigns(3);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const names = page.getByRole("table", { name: "Campaigns" }).getByRole("link");
  await expect(names).toHaveCount(3);
  await names.first().hover();
  await organisation.addDraft();
  const pill = page.getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  await expect(names).toHaveCount(3);
  await expect(page.getByRole("button", { name: /^Draft 4/ }), "the counts are right already").toBeVisible();
  await pill.click();
  await expect(names).toHaveCount(4);
  await expect(pill).toHaveCount(0);
  // Another order is what was asked for: it comes at once, wherever the pointer is.
  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(names.nth(1)).toHaveText(/Campaign 0[13]/);
  await expect(page.getByRole("button", { name: /new$/ })).toHaveCount(0);
});
