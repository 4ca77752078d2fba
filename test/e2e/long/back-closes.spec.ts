import type { Page } from "@playwright/test";
import { holdBack } from "../fixtures/hold-back.ts";
import { expect, test } from "../fixtures/test.ts";
import { alertsButton, panelOf } from "../pages/alerts.ts";
import { awake, composerOf, rowOf } from "../pages/messages.ts";

test.beforeEach(({ page: _ }, info) => {
  test.skip(info.project.name !== "phone", "a desktop has Esc, and Back leaves the page there");
});

const you = (page: Page) => page.getByRole("button", { name: /^You/ }).filter({ visible: true });
const menuOf = (page: Page) => page.getByRole("menu").filter({ visible: true });

test("V1 V2 on a phone Back closes a menu, a dialog and a sheet of the messages, and leads on as if they had never been open", async ({
  page,
  organisation,
  signInAs,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/schedule");
  await page.goto("/messages");

  await test.step("a dialog: Back closes it; Forward does not open it again", async () => {
    await page.getByRole("button", { name: "New message" }).click();
    const dialog = page.getByRole("dialog", { name: "New message" });
    await dialog.getByRole("combobox").fill("mar");
    await page.goBack();
    await expect(dialog).toHaveCount(0);
    await expect(rowOf(page, "Maria")).toBeVisible();
    await page.goForward();
    await expect(page).toHaveURL(/\/messages$/);
    await expect(dialog).toHaveCount(0);
  });

  await test.step("whoever goes on from it comes back to the page, and forward again", async () => {
    await page.getByRole("button", { name: "New message" }).click();
    const dialog = page.getByRole("dialog", { name: "New message" });
    await dialog.getByRole("combobox").fill("mari");
    await dialog.getByRole("option", { name: /Maria/ }).click();
    await expect(composerOf(page)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${maria.path}$`));
    await page.goBack();
    await expect(page).toHaveURL(/\/messages$/);
    await expect(rowOf(page, "Maria")).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await page.goForward();
    await expect(composerOf(page)).toBeVisible();
  });

  await test.step("a menu, and the sheet that it opens", async () => {
    await page.getByRole("button", { name: "More" }).click();
    await expect(menuOf(page)).toBeVisible();
    await page.goBack();
    await expect(menuOf(page)).toHaveCount(0);
    await expect(composerOf(page)).toBeVisible();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "About the family" }).click();
    const sheet = page.getByRole("dialog", { name: "The family" });
    await expect(sheet).toContainText("Maria");
    await page.goBack();
    await expect(sheet).toHaveCount(0);
    await expect(composerOf(page)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${maria.path}$`));
  });

  await test.step("closed by a press, each leaves nothing to go back through", async () => {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "About the family" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.goBack();
    await expect(page).toHaveURL(/\/messages$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/schedule$/);
  });
});

/** A button as this file's types know it: they are Node's. */
interface Pressed {
  click(): void;
  readonly ownerDocument: {
    readonly defaultView: { readonly history: { readonly state: EntryState | null } };
  };
}
interface EntryState {
  readonly packpostOver?: number;
}

test("V1 on a phone a menu has its entry as soon as it is seen, and Back over it writes no other", async ({
  page,
  organisation,
  signInAs,
}) => {
  await page.addInitScript(`(() => {
    window.packpostPushed = 0;
    const push = History.prototype.pushState;
    History.prototype.pushState = function (...written) {
      window.packpostPushed += 1;
      return push.apply(this, written);
    };
  })()`);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/schedule");
  await page.goto(maria.path);
  await awake(composerOf(page));
  const pushed = () => page.evaluate<number>("window.packpostPushed");
  const before = await pushed();
  // Whatever the browser tells of a popover, it tells in a task of its own: an entry that waited for it could be too late for Back.
  const over = await page.getByRole("button", { name: "More" }).evaluate(async (button: Pressed) => {
    button.click();
    for (let turn = 0; turn < 20; turn++) await null;
    return button.ownerDocument.defaultView.history.state?.packpostOver ?? 0;
  });
  expect(over).toBe(1);
  await expect(menuOf(page)).toBeVisible();
  await page.goBack();
  await expect(menuOf(page)).toHaveCount(0);
  await expect.poll(() => page.evaluate<number>("history.state?.packpostOver ?? 0")).toBe(0);
  expect((await pushed()) - before, "entries written").toBe(1);
  await page.goBack();
  await expect(page).toHaveURL(/\/schedule$/);
});

test("A2 on a phone Back closes what was opened last: a dialog over the panel, the panel, then the page", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.openTexting();
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/schedule");
  await page.goto("/messages");
  await alertsButton(page).click();
  await panelOf(page).getByRole("button", { name: "Custom…" }).click();
  const range = page.getByRole("dialog", { name: "Clients with an appointment between" });
  await expect(range.getByLabel("From, day")).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("From, day")).toHaveCount(0);
  await expect(panelOf(page)).toBeVisible();
  await expect(page).toHaveURL(/alerts=open/);
  // Opened anew and closed by its cross, the panel's own entry is next.
  await panelOf(page).getByRole("button", { name: "Custom…" }).click();
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(page.getByLabel("From, day")).toHaveCount(0);
  await page.goBack();
  await expect(panelOf(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/messages$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/schedule$/);
});

test("V1 on a phone what an address opens is closed by Back as before, also with a menu open above it", async ({
  page,
  organisation,
  signInAs,
}) => {
  const maria = await organisation.addThread("Maria");
  await signInAs(organisation.emailOf("owner"));
  const customer = `/customers/${maria.customerId}`;

  await test.step("a link to it: Back leaves to where one came from", async () => {
    await page.goto("/schedule");
    await page.goto(`${customer}?edit=firstName`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/schedule$/);
    await page.goForward();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`${customer}$`));
  });

  await test.step("a place of the menu takes its entry", async () => {
    await you(page).click();
    await page.getByRole("menuitem", { name: "Settings" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`${customer}$`));
    await expect(menuOf(page)).toHaveCount(0);
    await page.goForward();
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  });

  await test.step("reloaded with something open, the next Back leaves the page", async () => {
    await you(page).click();
    await expect(menuOf(page)).toBeVisible();
    await page.reload();
    await awake(you(page));
    await expect(menuOf(page)).toHaveCount(0);
    await expect.poll(() => page.evaluate<number>("history.state?.packpostOver ?? 0")).toBe(0);
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`${customer}$`));
  });
});

test("C17 on a phone neither Back nor a second Esc closes a question that is being answered", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/schedule");
  await page.goto("/settings/sending");
  await page.getByRole("button", { name: "Stop all sending…" }).click();
  const question = page.getByRole("dialog", { name: "Stop all sending?" });
  const stopping = await holdBack(page, /settings\.stopSending/);
  await question.getByRole("button", { name: "Stop all sending" }).click();
  await stopping.asked;
  await page.goBack();
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(question).toBeVisible();
  stopping.letGo();
  await expect(question).toHaveCount(0);
  await expect(page.getByText("All sending is stopped").first()).toBeVisible();
  await page.getByRole("button", { name: "Allow sending again" }).click();
  await page.goBack();
  await expect(page).toHaveURL(/\/schedule$/);
});
