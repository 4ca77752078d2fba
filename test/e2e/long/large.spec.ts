import { expect, test } from "../fixtures/test.ts";
import { readExport } from "../pages/read-export.ts";
import { expectTotalsToAddUp } from "../pages/read-totals.ts";
import { openDraft } from "../pages/write-campaign.ts";

const many = 10_000;
const names = (count: number) =>
  Array.from({ length: count }, (_, at) => `deliver.n${String(at).padStart(5, "0")}`);

test("C1 ten thousand campaigns: the list opens, pages, finds one and turns round", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  await organisation.addCampaigns(many);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  await expect(page.getByRole("button", { name: "All 10,000" })).toBeVisible();
  const links = page.getByRole("table", { name: "Campaigns" }).getByRole("link");
  await expect(links).toHaveCount(50);
  for (const rows of [100, 150]) {
    await page.getByRole("button", { name: "Load more" }).click();
    await expect(links).toHaveCount(rows);
  }
  const shown = await links.allTextContents();
  expect(shown).toEqual([...new Set(shown)]);
  await page.getByRole("searchbox", { name: "Name or subject" }).fill("Campaign 9876");
  await expect(links).toHaveText(["Campaign 9876"]);
  await page.getByRole("button", { name: "Clear the search" }).click();
  if (info.project.name === "phone")
    await page.getByRole("combobox", { name: "Sort by" }).selectOption("date");
  else await page.getByRole("button", { name: "Date created" }).click();
  if (info.project.name === "phone") await page.getByRole("button", { name: /turn the order round/ }).click();
  await expect(links.first()).toHaveText("Campaign 10000");
  await look("campaigns-many", { whole: false });
});

test("C4 C7 C10 ten thousand people: reviewed, the number typed, sent, paged, found, exported", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "Once is enough for the machine; widths are looked at elsewhere.");
  test.setTimeout(300_000);
  await organisation.addFamily({
    people: names(many).map((name) => ({ email: `${name}@mail.example`, firstName: name.slice(8) })),
  });
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  const rows = page.getByRole("table", { name: "Recipients" }).locator("tbody tr");
  await expect(page.getByRole("button", { name: "Will receive 10,000" })).toBeVisible();
  await expect(rows).toHaveCount(25);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(rows).toHaveCount(50);
  await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("n09876");
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Clear the search" }).click();

  await page.getByRole("button", { name: "Send to 10,000 people" }).click();
  const dialog = page.getByRole("dialog");
  const send = dialog.getByRole("button", { name: "Send to 10,000 people" });
  await expect(send).toBeDisabled();
  await dialog.getByLabel("Type 10,000 to go on").fill("1000");
  await expect(send).toBeDisabled();
  await dialog.getByLabel("Type 10,000 to go on").fill("10,000");
  await look("send-dialog-typed", { whole: false, part: "dialog[open]" });
  await send.click();
  await expect(page.getByText("10,000 sent", { exact: true })).toBeVisible({ timeout: 120_000 });
  expect(await expectTotalsToAddUp(page)).toEqual({ audience: many, parts: { sent: many } });

  await expect(rows).toHaveCount(25);
  for (const shown of [50, 75, 100]) {
    await page.getByRole("button", { name: "Load more" }).click();
    await expect(rows).toHaveCount(shown);
  }
  const first = await rows.locator("td:first-child").allInnerTexts();
  expect(first).toEqual([...new Set(first)].sort());
  await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("n09876");
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Clear the search" }).click();
  // The pages that were read are still there.
  await expect(rows).toHaveCount(100);
  const { lines } = await readExport(page, "Export the recipients");
  expect(new Set(lines.map((line) => line["Email used"])).size).toBe(many);
  expect(lines).toHaveLength(many);
  await look("campaign-many", { whole: false });
});
