import type { Page } from "@playwright/test";
import { samples } from "../../../packages/core/src/picture/picture.fixture.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectSaved, openDraft } from "../pages/write-campaign.ts";

const dialogOf = (page: Page) => page.getByRole("dialog", { name: /Put in a picture/ });
const textOf = (page: Page) => page.getByLabel("Text of the mail");

/** Code of the page that makes files as a browser hands them over when they are dropped or pasted. */
function transferCode(files: readonly { name: string; type: string; bytes: Buffer }[]): string {
  const packed = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString("base64") }));
  return `(() => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of ${JSON.stringify(packed)})
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
    return transfer;
  })()`;
}

test.beforeEach(async ({ page, organisation, signInAs }) => {
  const draft = await organisation.addDraft({ bodyMarkdown: "Hello.\n\nBye." });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
});

test("C5 a picture is chosen, described and put into the text, by keyboard", async ({ page, look }) => {
  await textOf(page).focus();
  await page.keyboard.press("Control+Home");
  await page.getByRole("button", { name: "Picture", exact: true }).press("Enter");
  const dialog = dialogOf(page);
  await expect(dialog.getByRole("button", { name: "Choose a picture" })).toBeVisible();
  await look("picture-empty");
  const chooser = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose a picture" }).press("Enter");
  await (await chooser).setFiles({
    name: "gate.jpg",
    mimeType: "image/jpeg",
    buffer: await samples.phonePhoto(),
  });
  await expect(dialog.getByText(/^1,000 × 2,000 pixels, \d+ KB$/)).toBeVisible();
  await expect(dialog.getByLabel("What does it show?")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Say in a few words what it shows.")).toBeVisible();
  await page.keyboard.type("The new [gate]");
  await look("picture-chosen");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(textOf(page)).toBeFocused();
  await expect(textOf(page)).toHaveValue(
    /^!\[The new \\\[gate\\\]\]\(http\S+\/pictures\/[a-z2-7]{26}-1000x2000\.jpg\)\n\nHello\.\n\nBye\.$/,
  );
  await expectSaved(page);
  const shown = page
    .frameLocator('iframe[title="Preview of the mail"]')
    .getByRole("img", { name: "The new [gate]" });
  await expect(shown).toHaveAttribute("width", "536");
  await expect.poll(() => shown.evaluate((image) => Reflect.get(image, "naturalWidth"))).toBe(1_000);
  // Undo works as after typing.
  await page.keyboard.press("Control+z");
  await expect(textOf(page)).toHaveValue("Hello.\n\nBye.");
});

test("C5 what cannot be used says why and what would work, in place", async ({ page, look, watch }) => {
  watch.expectProblems(/400/);
  await page.getByRole("button", { name: "Picture", exact: true }).click();
  const dialog = dialogOf(page);
  const file = page.getByLabel("Picture file");
  await file.setInputFiles({ name: "IMG_1.HEIC", mimeType: "image/heic", buffer: samples.heic() });
  await expect(dialog.getByRole("alert")).toContainText(
    "On an iPhone, choose it here from the photo library",
  );
  await look("picture-refused");
  await file.setInputFiles({
    name: "large.png",
    mimeType: "image/png",
    buffer: Buffer.alloc(11 * 1024 * 1024),
  });
  await expect(dialog.getByRole("alert")).toContainText("This file is larger than 10 MB.");
  await expect(dialog.getByRole("button", { name: "Put into the text" })).toBeDisabled();
  await file.setInputFiles({ name: "dog.png", mimeType: "image/png", buffer: await samples.drawing() });
  await expect(dialog.getByText(/^640 × 400 pixels/)).toBeVisible();
  await expect(dialog.getByRole("alert")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(textOf(page)).toHaveValue("Hello.\n\nBye.");
});

test("C5 pictures dropped and pasted into the text are uploaded, one after the other", async ({ page }) => {
  const files = [
    { name: "one.png", type: "image/png", bytes: await samples.drawing() },
    { name: "two.gif", type: "image/gif", bytes: await samples.animation() },
  ];
  await textOf(page).focus();
  await page.keyboard.press("Control+End");
  const dropped = await page.evaluateHandle(transferCode(files));
  await textOf(page).dispatchEvent("drop", { dataTransfer: dropped });
  const dialog = dialogOf(page);
  await expect(dialog).toContainText("1 more to come");
  for (const [words, size] of [
    ["First", /^640 × 400 pixels/],
    ["Second", /^800 × 400 pixels/],
  ] as const) {
    await expect(dialog.getByText(size)).toBeVisible();
    await dialog.getByLabel("What does it show?").fill(words);
    await dialog.getByRole("button", { name: "Put into the text" }).click();
  }
  await expect(textOf(page)).toHaveValue(
    /^Hello\.\n\nBye\.\n\n!\[First\]\(\S+\.png\)\n\n!\[Second\]\(\S+\.gif\)\n\n$/,
  );

  const pasted = transferCode([{ name: "image.png", type: "image/png", bytes: await samples.seeThrough() }]);
  await textOf(page).focus();
  await page.evaluate(`document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: ${pasted}, bubbles: true, cancelable: true }))`);
  await expect(dialog.getByText(/^300 × 200 pixels/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("C5 a picture by its address, and an upload that is cancelled", async ({ page, look }) => {
  await page.getByRole("button", { name: "Picture", exact: true }).click();
  const dialog = dialogOf(page);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/pictures", async (route) => {
    await held;
    await route.abort().catch(() => undefined);
  });
  await page
    .getByLabel("Picture file")
    .setInputFiles({ name: "slow.png", mimeType: "image/png", buffer: await samples.drawing() });
  await dialog.getByRole("button", { name: "Cancel the upload" }).click();
  await expect(dialog.getByRole("button", { name: "Choose a picture" })).toBeVisible();
  release();

  await dialog.getByText("By its address").click();
  const address = dialog.getByLabel("Address of the picture");
  await dialog.getByLabel("What does it show?").fill("Dog");
  await address.fill("http://riverside.example/dog.png");
  await dialog.getByRole("button", { name: "Put into the text" }).click();
  await expect(dialog.getByText("https:// addresses alone")).toBeVisible();
  await look("picture-by-address");
  await address.fill("https://riverside.example/dog (1).png");
  await dialog.getByRole("button", { name: "Put into the text" }).click();
  await expect(textOf(page)).toHaveValue(/!\[Dog\]\(https:\/\/riverside\.example\/dog%20%281%29\.png\)/);
});
