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
    const tile = main.getByRole("button", { name: new RegExp(`^${label} [\\d,]+$`) }).last();
    const people = numberOf((await tile.getAttribute("aria-label")) ?? "");
    expect(people).toBeGreaterThan(0);
    await expectItsPeople(page, tile, people);
  }
  const legend = page.getByRole("list", { name: "Who is where" });
  for (const part of [/^Clicked/, /^Opened, no click/, /^Skipped/]) {
    const figure = legend.getByRole("button", { name: part });
    await expectItsPeople(page, figure, await lastNumber(figure));
  }
  const link = main
    .locator("section, div")
    .filter({ has: page.getByRole("heading", { name: "Links" }) })
    .last()
    .getByRole("button")
    .first();
  await expectItsPeople(page, link, await lastNumber(link));

  // A point of the chart, by keys alone.
  const chart = page.getByRole("slider", { name: "How many had it, over time" });
  await chart.focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const point = page.getByText(/^By \d+ \w+/).locator("xpath=..");
  const clicked = point.getByRole("button", { name: /^Clicked/ });
  await expectItsPeople(page, clicked, await lastNumber(clicked));
});

test("C10 the drawer and its mail by keyboard: Esc closes one thing, Back works after it, the focus is never lost", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  await openOutcome(page);
  const main = page.getByRole("main");
  const tile = main.getByRole("button", { name: /^Clicked [\d,]+$/ }).last();
  await tile.press("Enter");
  await expect(page).toHaveURL(/status=clicked/);
  const opener = page
    .getByRole("table", { name: "Recipients" })
    .locator("button[aria-haspopup=dialog]")
    .first();
  await opener.press("Enter");
  const panel = page.getByRole("dialog", { name: "What became of it" });
  await expect(panel.getByRole("heading", { level: 2 })).toBeVisible();
  await panel.getByRole("button", { name: "Show the mail" }).press("Enter");
  const mail = page.getByRole("dialog", { name: "The mail" });
  await expect(mail).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(mail).toBeHidden();
  await expect(panel).toBeVisible();
  await expect(page.locator("body")).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(page).toHaveURL(/status=clicked/);
  await page.goBack();
  await expect(page).not.toHaveURL(/recipient=/);
  await expect(main).toBeVisible();
});

test("unknown campaigns answer 404 at once, whatever stands for their id", async ({
  page,
  signInAs,
  watch,
}) => {
  watch.expectProblems(/404/);
  await signInAs("dana@riverside.example");
  const unknown = ["01a02b98-5a40-73f5-a60e-000000000000", "new", "%00", "not-an-id"];
  await page.request.get(`/campaigns/${unknown[0]}`);
  for (const id of unknown) {
    const began = performance.now();
    const answer = await page.request.get(`/campaigns/${id}`);
    expect([id, answer.status() >= 400 && answer.status() < 500]).toEqual([id, true]);
    if (id !== "%00") expect([id, answer.status()]).toEqual([id, 404]);
    expect(performance.now() - began, id).toBeLessThan(1_000);
  }
  await page.goto("/campaigns");
  const path = await page.getByRole("link", { name: "Agility field reopens" }).getAttribute("href");
  await page.goto(`${path}?recipient=${unknown[0]}`);
  await expect(page.getByRole("dialog", { name: "What became of it" })).toContainText(
    /not in|does not exist/,
  );
});
