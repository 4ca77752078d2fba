import { expect, test } from "../fixtures/test.ts";
import { bubble, composerOf, say } from "../pages/messages.ts";

test("V6 basic staff write to a family they visit today from the schedule at once: no tab, no list, no closing", async ({
  page,
  signInAs,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "Both would write to the same family.");
  await signInAs("jonah@riverside.example");
  await page.goto("/schedule");
  await expect(page.getByRole("link", { name: "Messages" })).toHaveCount(0);
  await page.locator('a[href^="/customers/"]').first().click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]+\/messages$/);
  await expect(composerOf(page)).toBeVisible();
  await say(page, "I am on my way");
  await expect(page.getByRole("button", { name: /^Close( e)?$/ })).toHaveCount(0);
  await look("customer-thread", { whole: false });
  await page.reload();
  await expect(bubble(page, "I am on my way")).toBeVisible();
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]+$/);
});
