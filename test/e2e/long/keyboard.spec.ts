import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { enterOn, tabTo } from "../pages/keyboard.ts";
import { expectSaved } from "../pages/write-campaign.ts";

/** What can be reached or pressed and has no name that a screen reader could say. */
const findNameless = async (page: Page): Promise<string[]> => {
  const snapshot = await page.locator("body").ariaSnapshot();
  return snapshot
    .split("\n")
    .map((line) => line.trim())
    .filter((line) =>
      /^- (button|link|textbox|combobox|checkbox|radio|searchbox|slider|menuitem|menuitemradio|dialog|spinbutton)( \[[^\]]*\])*:?$/.test(
        line,
      ),
    );
};

test("C2 C3 C6 C7 C9 C10 C13 O1 a day by keyboard alone: the focus is never lost, everything has a name", async ({
  page,
  organisation,
  world,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "Phones have no Tab key.");
  test.setTimeout(300_000);
  await organisation.addPeople([
    "click.one@mail.example",
    "deliver.two@mail.example",
    "open.three@mail.example",
  ]);
  await organisation.addFamily({
    people: [{ email: "deliver.olga@mail.example", firstName: "Olga", application: "none" }],
    pets: [{ registration: "none" }],
  });
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const dialog = page.getByRole("dialog");
  const type = (text: string) => page.keyboard.type(text);
  const isKept = async (): Promise<void> => {
    await expect(page.locator("body")).not.toBeFocused();
    expect(await findNameless(page)).toEqual([]);
  };

  await test.step("sign in", async () => {
    await page.goto("/");
    await expect(page.getByLabel("Email")).toBeFocused();
    await type(organisation.emailOf("owner"));
    await page.keyboard.press("Tab");
    await type(world.password);
    await page.keyboard.press("Enter");
    await expect(button("New campaign").first()).toBeVisible();
  });

  await test.step("write a campaign", async () => {
    await enterOn(page, button("New campaign").first());
    await expect(page.getByLabel("Name of the campaign")).toBeVisible();
    await isKept();
    await tabTo(page, page.getByRole("combobox", { name: "Pass" }));
    await type(organisation.passName);
    await tabTo(page, page.getByRole("textbox", { name: "Subject" }));
    await type("By keys");
    await tabTo(page, page.getByLabel("Text of the mail"));
    await type("Hello, [read](https://lake.example/map).");
    await expectSaved(page);
    await expect(page.getByRole("button", { name: "Send to 3 people" })).toBeVisible();
    await isKept();
  });

  await test.step("add one, exclude one, take back", async () => {
    await enterOn(page, page.getByRole("button", { name: "Add", exact: true }));
    await expect(page.getByRole("textbox", { name: "Add" })).toBeFocused();
    await type("deliver.olga@mail.example");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Send to 4 people" })).toBeVisible();
    await isKept();
    await enterOn(page, page.getByRole("button", { name: "Exclude", exact: true }).first(), "Shift+Tab");
    await expect(page.getByRole("textbox", { name: "Exclude" })).toBeFocused();
    await type("deliver.two@mail.example");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Send to 3 people" })).toBeVisible();
    const exclude = page.getByRole("region", { name: "Exclude by hand" });
    await enterOn(page, exclude.getByRole("button", { name: "Empty the list" }));
    await expect(page.getByRole("button", { name: "Send to 4 people" })).toBeVisible();
    await isKept();
    await enterOn(page, exclude.getByRole("button", { name: "Undo the removal" }), "Shift+Tab");
    await expect(page.getByRole("button", { name: "Send to 3 people" })).toBeVisible();
    await isKept();
    await look("keyboard-editor");
  });

  await test.step("preview", async () => {
    await enterOn(page, button("Send preview"), "Shift+Tab");
    await expect(dialog).toBeVisible();
    await enterOn(page, dialog.getByRole("button", { name: "Send preview" }));
    await expect(dialog.getByText(/^Sent to owner-/)).toBeVisible();
    await isKept();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(button("Send preview")).toBeFocused();
  });

  await test.step("send", async () => {
    await enterOn(page, page.getByRole("button", { name: "Send to 3 people" }));
    await expect(dialog.getByRole("button", { name: "Send to 3 people" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Goes out to 3 people in")).toBeVisible();
    await isKept();
    await expect(page.getByText("3 sent", { exact: true })).toBeVisible({ timeout: 90_000 });
    await isKept();
    await expect(page.locator('button[aria-label="Clicked 1"]')).toBeVisible({ timeout: 90_000 });
  });

  await test.step("filter, open a person and their mail, export", async () => {
    const tile = page.locator('button[aria-label="Clicked 1"]');
    await enterOn(page, tile);
    await expect(tile).toHaveAttribute("aria-pressed", "true");
    const rows = page
      .getByRole("table", { name: "Recipients" })
      .locator("tbody button[aria-haspopup=dialog]");
    await expect(rows).toHaveCount(1);
    await enterOn(page, rows.first());
    await expect(dialog.getByRole("heading", { level: 2 }).nth(1)).toBeVisible();
    await isKept();
    await look("keyboard-drawer", { whole: false, part: "dialog[open]" });
    await enterOn(page, dialog.getByRole("button", { name: "Show the mail" }));
    await expect(page.getByRole("dialog", { name: "The mail" })).toBeVisible();
    await isKept();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(rows.first()).toBeFocused();
    const file = page.getByRole("link", { name: "Export the recipients" });
    await tabTo(page, file, "Shift+Tab");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(download.suggestedFilename()).toMatch(/recipients\.csv$/);
    await isKept();
    await page.keyboard.press("Alt+ArrowLeft");
    await isKept();
  });

  await test.step("archive, undo, settings, sign out", async () => {
    await enterOn(page, page.locator("aside").getByRole("link", { name: "Campaigns" }), "Shift+Tab");
    const table = page.getByRole("table", { name: "Campaigns" });
    await expect(table.getByRole("link")).toHaveCount(1);
    await isKept();
    await tabTo(page, table.locator("tbody").getByRole("checkbox"));
    await page.keyboard.press("Space");
    await enterOn(page, page.getByRole("button", { name: "Select none" }), "Shift+Tab");
    await isKept();
    await enterOn(page, page.locator("aside").getByRole("link", { name: "Settings" }), "Shift+Tab");
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
    await isKept();
    await enterOn(page, page.getByRole("main").getByRole("link", { name: /^Sending/ }));
    await expect(page.getByRole("heading", { name: "Sending", level: 1 })).toBeVisible();
    const wave = page.getByLabel("Most people in a wave");
    await tabTo(page, wave);
    await type("50");
    const part = page.getByRole("region", { name: "Pace" });
    await enterOn(page, part.getByRole("button", { name: "Save" }));
    await expect(part.getByRole("status")).toHaveText("Saved");
    await isKept();
    await enterOn(page, page.locator("aside").getByRole("button", { name: /Lakeside/ }), "Shift+Tab");
    await expect(page.getByRole("menu")).toBeVisible();
    await isKept();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    // The settings, where one comes from, have parts about email too.
    await expect(page.getByRole("textbox", { name: "Email", exact: true })).toBeVisible();
  });
});
