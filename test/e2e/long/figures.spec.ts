import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { readNames } from "../pages/read-table.ts";
import { numberOf } from "../pages/read-totals.ts";

async function openOutcome(page: Page): Promise<void> {
  await page.goto("/campaigns");
  const path = await page.getByRole("link", { name: "Agility field reopens" }).getAttribute("href");
  await page.goto(path ?? "");
  await expect(page.getByRole("slider", { name: "How many had it, over time" })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** Presses a figure: the table must show as many people as it says, each once; pressing it again shows all. */
async function expectItsPeople(page: Page, figure: Locator, people: number): Promise<void> {
  const table = page.getByRole("table", { name: "Recipients" });
  await figure.click();
  await expect(figure).toHaveAttribute("aria-pressed", "true");
  await expect(table).toHaveAttribute("aria-busy", "false");
  expect(await readNames(page, "Recipients")).toHaveLength(people);
  await figure.click();
  await expect(figure).toHaveAttribute("aria-pressed", "false");
  await expect(table).toHaveAttribute("aria-busy", "false");
}

const lastNumber = async (figure: Locator) =>
  numberOf(/[\d,]+$/.exec((await figure.innerText()).trim())?.[0] ?? "");

test("C10 C15 tiles, legend parts, links and chart points show exactly the people they count", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  await openOutcome(page);
  const main = page.getByRole("main");
  for (const label of ["Clicked", "Bounced", "Opened by people"]) {
    const tile = main.locator(`button[aria-label^="${label} "]`);
    const people = numberOf((await tile.getAttribute("aria-label")) ?? "");
    expect(people).toBeGreaterThan(0);
    await expectItsPeople(page, tile, people);
  }
  const legend = page.getByRole("list", { name: "Who is where" });
  for (const part of [/^Clicked/, /^Opened, no click/, /^Skipped/]) {
    const figure = legend.getByRole("button", { name: part });
    await expectItsPeople(page, figure, await lastNumber(figure));
  }
  // "Who clicked this link."
  const links = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: /in a new tab$/ }) });
  const count = await links.count();
  expect(count).toBeGreaterThan(0);
  for (let at = 0; at < Math.min(count, 3); at++) {
    const link = links.nth(at).getByRole("button");
    await expectItsPeople(page, link, await lastNumber(link));
  }

  // A point of the chart, by keys alone.
  const chart = page.getByRole("slider", { name: "How many had it, over time" });
  await chart.focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const point = page.getByText(/^By \d+ \w+/).locator("xpath=..");
  const clicked = point.getByRole("button", { name: /^Clicked/ });
  await expectItsPeople(page, clicked, await lastNumber(clicked));
});

/** Filters by "Clicked" and opens the first row by keys. @returns its button */
async function openFirstByKeys(page: Page): Promise<Locator> {
  const tile = page.getByRole("main").locator('button[aria-label^="Clicked "]');
  await tile.press("Enter");
  await expect(tile).toHaveAttribute("aria-pressed", "true");
  const table = page.getByRole("table", { name: "Recipients" });
  await expect(table).toHaveAttribute("aria-busy", "false");
  const opener = page.locator(
    `#${await table.locator("tbody button[aria-haspopup=dialog]").first().getAttribute("id")}`,
  );
  await opener.press("Enter");
  const panel = page.getByRole("dialog", { name: "What became of it" });
  await expect(panel.getByRole("heading", { level: 2 }).nth(1)).toBeVisible();
  return opener;
}

test("C10 the drawer and its mail by keyboard: Esc closes one thing, Back works after it, the focus comes back to the row", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  await openOutcome(page);
  const opener = await openFirstByKeys(page);
  const panel = page.getByRole("dialog", { name: "What became of it" });
  const showMail = panel.getByRole("button", { name: "Show the mail" });
  await showMail.press("Enter");
  const mail = page.getByRole("dialog", { name: "The mail" });
  await expect(mail).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(mail).toBeHidden();
  await expect(panel).toBeVisible();
  await expect(showMail).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(page).toHaveURL(/status=clicked/);
  await page.goBack();
  await expect(page).not.toHaveURL(/status=|recipient=/);
  await expect(page.getByRole("table", { name: "Recipients" })).toHaveAttribute("aria-busy", "false");
  await expect(panel).toBeHidden();
  await expect(page.locator("body")).not.toBeFocused();
});

test("C10 a row that is gone when its drawer closes gives the focus to the rows that are there", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  await openOutcome(page);
  const opener = await openFirstByKeys(page);
  // As if the person had unsubscribed, complained, … meanwhile: the list behind the drawer becomes another one.
  await page.evaluate("history.replaceState(null, '', location.search.replace('=clicked', '=skipped'))");
  await expect(opener).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Recipients" }).locator(":focus")).toHaveCount(1);
});

test("C10 a drawer that a link opened gives the focus to its person's row", async ({ page, signInAs }) => {
  await signInAs("dana@riverside.example");
  await openOutcome(page);
  const opener = await openFirstByKeys(page);
  await page.reload();
  await expect(page.getByRole("dialog").getByRole("heading", { level: 2 }).nth(1)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("C9 C10 whoever is opened right after another was closed is the one shown, and Back leads to the list", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  // Going back takes a moment; on a busy machine a long one.
  await page.addInitScript({
    content: `const back = History.prototype.back;
      History.prototype.back = function late() { setTimeout(() => back.call(this), 400); };`,
  });
  await openOutcome(page);
  const people = page
    .getByRole("table", { name: "Recipients" })
    .locator("tbody button[aria-haspopup=dialog]");
  await expect(people.nth(1)).toHaveText(/./);
  const [first = "", second = ""] = await people.allInnerTexts();
  const panel = page.getByRole("dialog", { name: "What became of it" });
  await people.nth(0).click();
  await expect(panel.getByRole("heading", { name: first })).toBeVisible();
  // Both within one task of the page: nothing may lie between them.
  await page.evaluate(`{
    const [, next] = document.querySelectorAll("tbody button[aria-haspopup=dialog]");
    document.querySelector("dialog[open] button[aria-label^=Close]").click();
    next.click();
  }`);
  await expect(panel.getByRole("heading", { name: second })).toBeVisible();
  await page.waitForURL((url) => url.searchParams.size > 0);
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(people.first()).toBeVisible();
});
