import sharp from "sharp";
import { expect, test } from "../fixtures/test.ts";
import { expectPreviewToSay } from "../pages/preview.ts";
import { openSettings } from "../pages/settings.ts";
import { openDraft } from "../pages/write-campaign.ts";

/** A logo as a business has it: wide, on nothing. */
const logoFile = async () => ({
  name: "logo.png",
  mimeType: "image/png",
  buffer: await sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="200"><rect x="8" y="24" width="152" height="152" rx="40" fill="#20549A"/><text x="190" y="132" font-family="sans-serif" font-size="92" font-weight="700" fill="#20549A">Lakeside</text></svg>`,
    ),
  )
    .png()
    .toBuffer(),
});

test("O2 keys of an organisation's own accounts are tested, saved, replaced and removed; the provider is told where to report", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}) => {
  const own = () => `own-${crypto.randomUUID()}`;
  const [first, second, third] = [own(), own(), own()];
  for (const [token, live] of [
    [first, true],
    [second, false],
    [third, true],
  ] as const) {
    const made = await page.request.put(`${world.simulatorUrl}/_servers/${token}`, {
      data: { name: "Its own", live },
    });
    expect(made.ok()).toBe(true);
  }
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page, "providers");
  const mail = page.getByRole("region", { name: "Mail account" });
  const form = mail.getByRole("form");
  await expect(mail).toContainText("The simulator.");
  await look("providers-empty");

  await test.step("what can be no key is told where it is typed", async () => {
    await form.getByRole("button", { name: "Test and save" }).click();
    await expect(form.getByLabel("Server API token")).toHaveAccessibleDescription(
      /Paste the server API token/,
    );
    const texts = page.getByRole("region", { name: "Text account" }).getByRole("form");
    await texts.getByLabel("Account SID").fill("12345");
    await texts.getByRole("button", { name: "Test and save" }).click();
    await expect(texts.getByLabel("Account SID")).toHaveAccessibleDescription(/begins with AC/);
    await expect(texts.getByLabel("Auth token")).toHaveAccessibleDescription(/Paste the auth token/);
  });

  await test.step("a wrong key: nothing is saved, what was typed stays", async () => {
    await form.getByLabel("Server API token").fill("opens-nothing");
    await form.getByRole("button", { name: "Test and save" }).click();
    await expect(form.getByRole("status")).toContainText("The provider does not know this key", {
      timeout: 30_000,
    });
    await expect(form.getByLabel("Server API token")).toHaveValue("opens-nothing");
    await expect(mail).toContainText("The simulator.");
    await look("providers-wrong");
  });

  await test.step("a right one: saved, shown by its last characters, and told where to report", async () => {
    await form.getByLabel("Server API token").fill(first);
    await form.getByRole("button", { name: "Test and save" }).click();
    await expect(form.getByRole("status")).toContainText("Tested and saved", { timeout: 30_000 });
    await expect(mail).toContainText(`ending in ${first.slice(-4)}`);
    await expect(mail).toContainText("by The owner");
    await expect(form.getByLabel("Server API token")).toHaveValue("");
    await expect(mail).toContainText("Registered at the provider.", { timeout: 30_000 });
    await look("providers-own");
    await page.reload();
    await expect(page.getByText(first)).toHaveCount(0);
    expect(await page.content()).not.toContain(first);
  });

  await test.step("one of a server that delivers nothing does not replace it", async () => {
    await form.getByLabel("Server API token").fill(second);
    await form.getByRole("button", { name: "Test and replace" }).click();
    await expect(form.getByRole("status")).toContainText("delivers nothing", { timeout: 30_000 });
    await expect(mail).toContainText(`ending in ${first.slice(-4)}`);
  });

  await test.step("another right one takes its place, and is registered in its turn", async () => {
    await form.getByLabel("Server API token").fill(third);
    await form.getByRole("button", { name: "Test and replace" }).click();
    await expect(form.getByRole("status")).toContainText("Tested and saved", { timeout: 30_000 });
    await expect(mail).toContainText(`ending in ${third.slice(-4)}`);
    await expect(mail).toContainText("Registered at the provider.", { timeout: 30_000 });
    await page.reload();
    await expect(mail).toContainText(`ending in ${third.slice(-4)}`);
    expect(await page.content()).not.toContain(third);
  });

  await test.step("removed after a question", async () => {
    await mail.getByRole("button", { name: "Remove the key of the mail account" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("providers-remove", { whole: false, part: "dialog[open]" });
    await page.getByRole("dialog").getByRole("button", { name: "Remove the key" }).click();
    await expect(mail).toContainText("The simulator.");
  });
});

test("O2 admins see whose account it is, and change no key", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("admin"));
  await openSettings(page, "providers");
  const mail = page.getByRole("region", { name: "Mail account" });
  await expect(mail).toContainText("Only an owner can change the key.");
  await expect(mail.getByRole("form")).toHaveCount(0);
  await mail.getByRole("button", { name: "Register now" }).click();
  await expect(mail).toContainText("Registered at the provider.", { timeout: 30_000 });
  await look("providers-admin");
});

test("O2 a logo is uploaded, stands in place of the name in the mail and on the customers' pages, and is removed", async ({
  page,
  organisation,
  signInAs,
  customer,
  watch,
  look,
}) => {
  const draft = await organisation.addDraft();
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page);
  const part = page.getByRole("region", { name: "Logo" });
  const choose = async (file: Awaited<ReturnType<typeof logoFile>>) => {
    const chooser = page.waitForEvent("filechooser");
    await part.getByRole("button", { name: /^(Upload a|Replace the) logo$/ }).click();
    await (await chooser).setFiles(file);
  };
  watch.expectProblems(/400/);
  await choose({ name: "logo.svg", mimeType: "image/png", buffer: Buffer.from("<svg></svg>") });
  await expect(part.getByRole("alert")).toContainText("a drawing in SVG");
  await choose(await logoFile());
  await expect(part.getByRole("img", { name: "Logo of Lakeside Dogs" })).toBeVisible();
  await expect(part.getByRole("status")).toHaveText("Saved");
  await look("settings-logo");

  await openDraft(page, draft);
  await expectPreviewToSay(page, /./);
  // Nothing runs inside that frame, so it is read from outside.
  const shown = `document.querySelector('iframe[title="Preview of the mail"]').contentDocument.querySelector('img[alt="Lakeside Dogs"]')?.naturalWidth ?? 0`;
  await expect.poll(() => page.evaluate<number>(shown)).toBeGreaterThan(0);
  await look("logo-preview", { whole: false });

  const home = await customer(organisation, maria);
  await expect(home.getByRole("banner").getByRole("img", { name: "Lakeside Dogs" })).toBeVisible();
  await home.screenshot({ path: ".artifacts/e2e/screens/logo-portal.png" });

  await openSettings(page);
  await part.getByRole("button", { name: "Remove the logo" }).click();
  await expect(part.getByRole("img")).toHaveCount(0);
  await home.reload();
  await expect(home.getByRole("banner").getByText("Lakeside Dogs")).toBeVisible();
});

test("O2 what differs from its default leads back to it", async ({ page, organisation, signInAs }) => {
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page, "data");
  const part = page.getByRole("region", { name: "How long reports are kept" });
  const reset = part.getByRole("button", { name: /^Reset to default/ });
  await expect(part).toContainText("Default: 45");
  await expect(reset).toHaveCount(0);
  await part.getByLabel("Days that full reports are kept").fill("30");
  await part.getByRole("button", { name: "Save" }).click();
  await expect(part.getByRole("status")).toHaveText("Saved");
  await reset.click();
  await expect(part.getByLabel("Days that full reports are kept")).toHaveValue("45");
  await expect(reset).toHaveCount(0);
  await part.getByRole("button", { name: "Save" }).click();
  await expect(part.getByRole("status")).toHaveText("Saved");
});
