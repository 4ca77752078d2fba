import { expect, test } from "../fixtures/test.ts";
import { bubble } from "../pages/messages.ts";

const lines = Array.from({ length: 90 }, (_, at) =>
  at === 4 ? "The papaya gate is stuck" : `Line ${at + 1}`,
);

test("V12 a word of long ago is found and opened where it was said, marked for a moment; a link and Back lead there too", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  test.setTimeout(300_000);
  const maria = await organisation.addThread("Maria", lines);
  await organisation.addThread("Tom", ["No fruit here"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await page.waitForLoadState("networkidle");
  const field = page.getByRole("combobox", { name: "Search families and messages" });
  if (info.project.name === "phone") await field.tap();
  else await page.keyboard.press("/");
  await expect(field).toBeFocused();
  await page.keyboard.type("papaya gat");
  const hit = page.getByRole("option", { name: /Maria family.*The papaya gate is stuck/ });
  await expect(hit).toBeVisible();
  await expect(hit.locator("mark")).toHaveText(["papaya", "gate"]);
  await expect(page.getByRole("option")).toHaveCount(1);
  await look("message-search", { whole: false });

  const said = bubble(page, "The papaya gate is stuck");
  const marked = page.getByRole("log").locator("[data-found]");
  await test.step("it stands in sight, marked, with what was said around it", async () => {
    if (info.project.name === "phone") await hit.tap();
    else {
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
    }
    await expect(page).toHaveURL(new RegExp(`${maria.path}\\?.*entry=5$`));
    await expect(said).toBeInViewport();
    await expect(marked).toContainText("The papaya gate is stuck");
    await expect(bubble(page, "Line 6")).toBeInViewport();
    await look("message-found", { whole: false });
    await expect(marked).toHaveCount(0);
    await expect(said).toBeInViewport();
  });

  await test.step("the address leads there by itself", async () => {
    await page.goto(`${maria.path}?entry=5`);
    await expect(said).toBeInViewport();
    await expect(marked).toContainText("The papaya gate is stuck");
    await expect(bubble(page, "Line 90")).toHaveCount(0);
  });

  await test.step("to the newest and on; the two parts become one without a gap", async () => {
    await page.getByRole("button", { name: "Newest" }).click();
    await expect(bubble(page, "Line 90")).toBeInViewport();
    await expect(page).toHaveURL(new RegExp(`${maria.path}$`));
    await expect(async () => {
      await page.getByRole("log").press("Home");
      await expect(page.getByText("The beginning")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const words = await page.locator("[data-entry][data-kind=message] > [class*=bubble]").allTextContents();
    expect(words).toEqual(lines);
  });
});

test("V12 nothing found, too short, and a search that fails say so; clearing brings the list back", async ({
  page,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/messages?q=h");
  await expect(page.getByText("Type two letters or more.")).toBeVisible();
  const field = page.getByRole("combobox", { name: "Search families and messages" });
  await field.fill("zzyzx");
  await expect(page.getByText(/^Nothing has “zzyzx”\./)).toBeVisible();
  await look("message-search-nothing", { whole: false });
  watch.expectProblems(/conversation\.search|status of 500|Failed to load/);
  await page.route(/conversation\.search/, (route) => route.fulfill({ status: 500, body: "gone" }));
  await field.fill("hello");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await look("message-search-failing", { whole: false });
  await page.unroute(/conversation\.search/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("option", { name: /Maria family.*Hello/ })).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page.locator("[data-thread]")).toHaveCount(1);
  await expect(page).toHaveURL(/\/messages$/);
});
