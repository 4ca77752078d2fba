import { holdBack } from "../fixtures/hold-back.ts";
import { expect, test } from "../fixtures/test.ts";

test("C1 a new organisation reads what campaigns are for", async ({ page, organisation, signInAs, look }) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  await expect(page.getByRole("heading", { name: "Write to everybody who holds a pass" })).toBeVisible();
  await look("campaigns-empty");
  await page.getByRole("button", { name: "New campaign" }).click();
  await expect(page.getByText("Choose a pass to see who will receive it")).toBeVisible();
  await look("editor-new");
});

test("C1 sixty campaigns come a page at a time, each once", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addCampaigns(60);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const names = page.getByRole("table", { name: "Campaigns" }).getByRole("link");
  await expect(names).toHaveCount(50);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(names).toHaveCount(60);
  const shown = await names.allTextContents();
  expect(shown).toEqual([...new Set(shown)].sort());
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);
  await look("campaigns-sixty", { whole: false });
});

test("C1 the next page comes also where the list was read anew while it was on its way", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.addCampaigns(60);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const names = page.getByRole("table", { name: "Campaigns" }).getByRole("link");
  await expect(names).toHaveCount(50);
  await page.waitForLoadState("networkidle");
  const next = await holdBack(page, /campaign\.list/);
  await page.getByRole("button", { name: "Load more" }).click();
  await next.asked;
  await page.mouse.move(0, 0);
  await organisation.addDraft();
  await expect(names).toHaveCount(61);
  next.letGo();
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);
});

test("C1 a campaign that was begun stands in the list for whoever goes back", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.addCampaigns(1);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const names = page.getByRole("table", { name: "Campaigns" }).getByRole("link");
  await expect(names).toHaveCount(1);
  await page.getByRole("button", { name: "New campaign" }).click();
  await expect(page.getByLabel("Name of the campaign")).toBeVisible();
  await page.goBack();
  await expect(names).toHaveCount(2);
});

test("C1 filters, search and order live in the address; back works", async ({ page, context, signInAs }) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns");
  const table = page.getByRole("table", { name: "Campaigns" });
  await page.getByRole("button", { name: /^Cancelled/ }).click();
  await expect(page).toHaveURL(/status=cancelled/);
  await expect(table.getByRole("link")).toHaveText(["Fireworks night: quiet hour"]);
  await page.getByRole("searchbox", { name: "Name or subject" }).fill("fireworks");
  await expect(page).toHaveURL(/q=fireworks/);

  const shared = await context.newPage();
  await shared.goto(page.url());
  await expect(shared.getByRole("searchbox", { name: "Name or subject" })).toHaveValue("fireworks");
  await expect(shared.getByRole("button", { name: /^Cancelled/ })).toHaveAttribute("aria-pressed", "true");
  await expect(shared.getByRole("table", { name: "Campaigns" }).getByRole("link")).toHaveCount(1);

  const listUrl = page.url();
  await table.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Fireworks night: quiet hour" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(listUrl);
  await expect(page.getByRole("searchbox", { name: "Name or subject" })).toHaveValue("fireworks");
  await expect(table.getByRole("link")).toHaveCount(1);

  await page.goto("/campaigns?sort=opened.asc&status=nonsense");
  await expect(table.getByRole("link")).not.toHaveCount(0);
});

test("C1 C15 a cancelled campaign of the past adds up in the list and on its page", async ({
  page,
  signInAs,
  look,
}) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns?status=cancelled");
  await page.getByRole("link", { name: "Fireworks night: quiet hour" }).click();
  await expect(page.getByText(/^475 people = \d+ sent \+ \d+ skipped \+ \d+ cancelled$/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Over time" })).toBeVisible();
  await look("campaign-cancelled");

  await page.getByRole("link", { name: "Campaigns" }).first().click();
  await page.getByRole("link", { name: "Autumn trail clean-up" }).click();
  await page
    .getByRole("group", { name: "Status" })
    .getByRole("button", { name: /^Bounced/ })
    .click();
  await expect(page.getByRole("cell", { name: "Bounced" }).first()).toBeVisible();
  await look("campaign-bounced");
});

test("C4 a reason shows its people, and what helps", async ({ page, signInAs, look }) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns?status=draft");
  await page.getByRole("link", { name: "Holiday hours" }).click();
  await page
    .getByRole("group", { name: "Recipients" })
    .getByRole("button", { name: /^Registration expired/ })
    .click();
  await expect(page.getByRole("table", { name: "Recipients" })).toContainText("Adebayo Lewis");
  await expect(page.getByRole("table", { name: "Recipients" })).not.toContainText("Will receive it");
  await look("editor-reason-chosen");
});
