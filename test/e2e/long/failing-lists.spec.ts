import type { Locator, Page } from "@playwright/test";
import { addBlocks } from "../fixtures/add-blocks.ts";
import { addMany } from "../fixtures/add-many.ts";
import { expect, test } from "../fixtures/test.ts";
import type { PageWatch } from "../fixtures/watch-page.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

const broken = /ERR_FAILED|Failed to load resource|Failed to fetch/;

interface FailingList {
  readonly page: Page;
  readonly watch: PageWatch;
  /** The request that fails. */
  readonly procedure: string;
  /** Where it is said. */
  readonly within: Locator;
  /** What stood before, and stays. */
  readonly rows: Locator;
}

const failureIn = (within: Locator) =>
  within.getByRole("alert").filter({ hasText: "Packpost cannot be reached." });

/** A press whose request fails: says so, keeps what stood, and goes on when tried again. */
async function failsAndGoesOn(
  { page, watch, procedure, within, rows }: FailingList,
  press: () => Promise<void>,
): Promise<void> {
  watch.expectProblems(broken);
  const stood = await rows.count();
  expect(stood, "something stands there before").toBeGreaterThan(0);
  const requests = `**/api/trpc/**${procedure}**`;
  await page.route(requests, (route) => route.abort());
  await press();
  const alert = failureIn(within);
  await expect(alert).toBeVisible();
  await expect(rows).toHaveCount(stood);
  await page.unroute(requests);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toHaveCount(0);
}

const main = (page: Page) => page.getByRole("main");
const rowsOf = (page: Page, table: string) => page.getByRole("table", { name: table }).locator("tbody tr");
const chip = (page: Page, group: string, name: RegExp) =>
  page.getByRole("group", { name: group }).getByRole("button", { name });

/** Each failure is told after three attempts, seven seconds later. */
test.beforeEach(() => test.setTimeout(300_000));

test("C1 campaigns: a status, words, an order and the next page that do not come", async ({
  page,
  organisation,
  signInAs,
  watch,
  look,
}, info) => {
  await organisation.addCampaigns(60);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const rows = rowsOf(page, "Campaigns");
  await expect(rows).toHaveCount(50);
  await page.waitForLoadState("networkidle");
  const list = { page, watch, procedure: "campaign.list", within: main(page), rows };
  await failsAndGoesOn(list, () => page.getByRole("button", { name: "Load more" }).click());
  await expect(rows).toHaveCount(60);
  await failsAndGoesOn(list, async () => {
    await page.getByRole("searchbox", { name: "Name or subject" }).fill("woods");
    await expect(failureIn(main(page))).toBeVisible();
    await expect(chip(page, "Status", /^Draft/), "the chips stay where they are").toBeVisible();
    await look("campaigns-words-failing", { whole: false });
  });
  await expect(rows).toHaveCount(30);
  await failsAndGoesOn(list, () => chip(page, "Status", /^Draft/).click());
  await expect(rows).toHaveCount(30);
  await failsAndGoesOn(list, async () => {
    const phone = info.project.name === "phone";
    await page.getByRole("button", { name: phone ? /turn the order round/ : "Name", exact: !phone }).click();
  });
  await expect(rows).toHaveCount(30);
});

test("C10 recipients: a status, words and the next page that do not come", async ({
  page,
  orm,
  organisation,
  signInAs,
  watch,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  await addMany(orm, organisation.id, { people: 39, name: "Member" });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await pressSend(page, "40 people");
  await expect(page.getByText("40 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  const rows = rowsOf(page, "Recipients");
  await expect(rows).toHaveCount(25);
  const list = { page, watch, procedure: "campaign.recipients", within: page.locator("#recipients"), rows };
  await failsAndGoesOn(list, () => page.getByRole("button", { name: "Load more" }).click());
  await expect(rows).toHaveCount(40);
  const delivered = chip(page, "Status", /^Delivered 40/);
  await expect(delivered).toBeVisible();
  await failsAndGoesOn(list, () => delivered.click());
  await expect(rows).toHaveCount(25);
  await failsAndGoesOn(list, () =>
    page.getByRole("searchbox", { name: "Name, email, pet" }).fill("Member 38"),
  );
  await expect(rows).toHaveCount(1);
});

test("C3 C4 the review and a pasted list: a reason, words and the next page that do not come", async ({
  page,
  orm,
  organisation,
  signInAs,
  watch,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  await addMany(orm, organisation.id, { people: 39, name: "Member" });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  const rows = rowsOf(page, "Recipients");
  await expect(rows).toHaveCount(25);
  await page.waitForLoadState("networkidle");
  const list = { page, watch, procedure: "audience.list", within: main(page), rows };
  await failsAndGoesOn(list, () => page.getByRole("button", { name: "Load more" }).click());
  await expect(rows).toHaveCount(40);
  await failsAndGoesOn(list, () => chip(page, "Recipients", /^Will receive/).click());
  await expect(rows).toHaveCount(25);
  await failsAndGoesOn(list, () =>
    page.getByRole("searchbox", { name: "Name, email, pet" }).fill("Member 38"),
  );
  await expect(rows).toHaveCount(1);

  await page.getByRole("button", { name: /^Exclude/ }).click();
  const box = page.getByRole("region", { name: "Exclude by hand" });
  const pasted = Array.from({ length: 60 }, (_, n) => `nobody${n}@nowhere.example`).join(", ");
  await box.getByRole("combobox").or(box.getByRole("textbox")).first().fill(pasted);
  await box.getByRole("button", { name: "Exclude", exact: true }).click();
  const lines = box.getByRole("list", { name: "Entries" }).locator("li");
  await expect(lines).toHaveCount(51);
  const entries = { page, watch, procedure: "campaign.entries.list", within: box, rows: lines };
  await failsAndGoesOn(entries, () => box.getByRole("button", { name: "Show 50 more" }).click());
  await expect(lines).toHaveCount(60);
  await failsAndGoesOn(entries, () => box.getByRole("button", { name: "Show all 60" }).click());
  await expect(lines).toHaveCount(51);
});

test("C14 blocked addresses: a reason, words and the next page that do not come", async ({
  page,
  orm,
  organisation,
  signInAs,
  watch,
}) => {
  await addBlocks(orm, organisation.id, { hand: 40, bounce: 2, spam: 1 });
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/blocked-addresses");
  const rows = rowsOf(page, "Blocked addresses");
  await expect(rows).toHaveCount(25);
  await page.waitForLoadState("networkidle");
  const list = { page, watch, procedure: "suppression.list", within: main(page), rows };
  await failsAndGoesOn(list, () => page.getByRole("button", { name: "Load more" }).click());
  await expect(rows).toHaveCount(43);
  await failsAndGoesOn(list, () => chip(page, "Why", /bounce/i).click());
  await expect(rows).toHaveCount(2);
  await failsAndGoesOn(list, () =>
    page.getByRole("searchbox", { name: "Address or domain" }).fill("bounce1"),
  );
  await expect(rows).toHaveCount(1);
});

test("C10 the chart and the history say so in their place", async ({ page, signInAs, watch }) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns?status=sent");
  watch.expectProblems(broken);
  await page.route(/campaign\.(history|chart)/, (route) => route.abort());
  await page.getByRole("link", { name: "Agility field reopens" }).click();
  await expect(page.getByRole("heading", { name: "Recipients" })).toBeVisible();
  const span = page.getByRole("radiogroup", { name: "Time span" });
  await span.getByText("First day").click();
  const failed = failureIn(main(page));
  await expect(failed).toHaveCount(2);
  await page.unroute(/campaign\.(history|chart)/);
  for (let left = 2; left > 0; left--) {
    await failed.first().getByRole("button", { name: "Try again" }).click();
    await expect(failed).toHaveCount(left - 1);
  }
  await expect(page.getByRole("slider", { name: "How many had it, over time" })).toBeVisible();
});
