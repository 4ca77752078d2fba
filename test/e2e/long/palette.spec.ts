import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { alertDialog, sendAlert, writeAlert } from "../pages/alerts.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search or jump to …" });
const field = (page: Page) => palette(page).getByRole("combobox");
/** What Enter would choose. */
const active = (page: Page) => palette(page).getByRole("option", { selected: true });

/** Types in place of what stands in the field. */
async function retype(page: Page, term: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(term);
}

/** Types as somebody does who looks at what comes: until the one that is meant is there. */
async function find(page: Page, term: string, meant: RegExp): Promise<void> {
  await retype(page, term);
  await expect(palette(page).getByRole("option", { name: meant })).toBeVisible();
}

/** Walks down the list by arrows. */
async function stepTo(page: Page, meant: RegExp): Promise<void> {
  for (let steps = 0; steps < 20; steps += 1) {
    if (meant.test((await active(page).textContent()) ?? "")) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`Arrows never came to ${meant}.`);
}

test("V12 Ctrl+K and a few letters lead to families, customers, pets, campaigns, messages and pages, by keyboard alone", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "Phones have no such keys.");
  const maria = await organisation.addThread("Mariposa", ["Where did the papaya go?"]);
  await organisation.addFamily({ people: [{ firstName: "Tomasz" }], pets: [{ name: "Biscotti" }] });
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await look("palette", { whole: false, part: "dialog[open]" });

  await test.step("a page; the focus goes back where it was when Esc closes it", async () => {
    await find(page, "block", /^Blocked addresses/);
    await page.keyboard.press("Escape");
    await expect(palette(page)).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await find(page, "block", /^Blocked addresses/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/settings\/blocked-addresses$/);
    await expect(palette(page)).toHaveCount(0);
  });

  await test.step("a family's conversation", async () => {
    await page.keyboard.press("Control+k");
    await find(page, "maripo", /^Mariposa Mariposa Test/);
    await look("palette-found", { whole: false, part: "dialog[open]" });
    await expect(active(page)).toHaveAccessibleName(/^Mariposa/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(maria.path));
    await expect(page.getByRole("heading", { name: "Mariposa family" })).toBeVisible();
  });

  await test.step("a pet, by arrows", async () => {
    await page.keyboard.press("Control+k");
    await find(page, "biscot", /^Biscotti/);
    await stepTo(page, /^Biscotti/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Tomasz Test" })).toBeVisible();
  });

  await test.step("a campaign", async () => {
    await page.keyboard.press("Control+k");
    await find(page, "test camp", /^Test campaign/);
    // A family may stand before it that has the words but for a slip.
    await stepTo(page, /^Test campaign/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(draft));
    await expect(page.getByLabel("Name of the campaign")).toHaveValue("Test campaign");
  });

  await test.step("words of a message, and what was chosen lately", async () => {
    await page.keyboard.press("Control+k");
    await expect(palette(page).getByRole("option").first()).toHaveAccessibleName(/^Test campaign/);
    await find(page, "papaya", /^Mariposa Where did the papaya go\?/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`${maria.path}\\?entry=1$`));
  });

  await test.step("a text alert, where they are on", async () => {
    await page.keyboard.press("Control+k");
    await find(page, "new ", /^New campaign/);
    await expect(palette(page).getByRole("option", { name: /^New text alert/ })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await organisation.openTexting();
    await organisation.addClients([{ name: "Ana", phone: "+12025550161" }]);
    await page.reload();
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+k");
    await find(page, "text al", /^New text alert/);
    await stepTo(page, /^New text alert/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/messages\?alerts=open$/);
    await writeAlert(page, "The quince orchard is closed.");
    await sendAlert(page, "1 person");
    await page.keyboard.press("Control+k");
    await find(page, "quince", /^The quince orchard is closed\./);
    await stepTo(page, /^The quince orchard/);
    await look("palette-alert", { whole: false, part: "dialog[open]" });
    await page.keyboard.press("Enter");
    await expect(alertDialog(page)).toContainText("The quince orchard is closed.");
    await page.keyboard.press("Escape");
    await expect(alertDialog(page)).toHaveCount(0);
  });

  await test.step("something new; nothing that is called so", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("zzyzx");
    await expect(palette(page).getByText("Nothing is called “zzyzx”.")).toBeVisible();
    await find(page, "new mess", /^New message/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
    await expect(page).toHaveURL(/\/messages(\/[0-9a-f-]{36})?(\?entry=1)?$/);
  });
});

test("V12 the palette opens by its button, says what failed, and is pressed as well as typed", async ({
  page,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  await organisation.addThread("Mariposa");
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/messages");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Search or jump …" }).click();
  await expect(field(page)).toBeFocused();
  await expect(palette(page).getByRole("option", { name: /^Settings/ })).toHaveCount(0);
  watch.expectProblems(/lookUp\.find|status of 500|Failed to load/);
  await page.route(/lookUp\.find/, (route) => route.fulfill({ status: 500, body: "gone" }));
  await field(page).fill("maripo");
  await expect(palette(page).getByRole("alert")).toBeVisible();
  await expect(palette(page).getByText(/^Nothing is called/)).toHaveCount(0);
  await look("palette-failing", { whole: false, part: "dialog[open]" });
  await page.unroute(/lookUp\.find/);
  await palette(page).getByRole("button", { name: "Try again" }).click();
  await palette(page)
    .getByRole("option", { name: /^Mariposa .*Test/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Mariposa family" })).toBeVisible();
});

test("V2 V12 Enter means what was typed, however quickly it comes: in a new message, the search and the palette", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  test.skip(info.project.name === "phone", "Nobody is that quick on glass.");
  await organisation.addThread("Tomasz", ["Where did the papaya go?"]);
  await organisation.addThread("Mariposa", ["Where did the mango go?"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "New message" }).click();
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("tomas");
  await expect(page.getByRole("option", { name: /^Tomasz/ })).toBeVisible();
  await retype(page, "maripo");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Mariposa family" })).toBeVisible();

  await page.getByRole("combobox", { name: "Search families and messages" }).fill("mango");
  await expect(page.getByRole("option", { name: /the mango go/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Search families and messages" }).focus();
  await retype(page, "papaya");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Tomasz family" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("block");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings\/blocked-addresses$/);
});
