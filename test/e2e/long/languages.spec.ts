import { readMail } from "../fixtures/read-mail.ts";
import { readSignInCode } from "../fixtures/read-sign-in-code.ts";
import { expect, test } from "../fixtures/test.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

test("P6 O2 whoever chooses German at the door has the mail, the pages and their account in German, and can change it there", async ({
  page,
  organisation,
  world,
  watch,
  look,
}) => {
  // What is no address, and a page that is not there.
  watch.expectProblems(/40[04]|Failed to load resource/);
  const maria = await organisation.addThread("Maria", ["Ist heute offen?"]);
  const html = page.locator("html");
  await page.goto(`/portal/${organisation.slug}`);
  await expect(html).toHaveAttribute("lang", "en");
  const languages = page.getByRole("navigation", { name: "Language" });
  await languages.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Anmelden" })).toBeVisible();
  await expect(html).toHaveAttribute("lang", "de");
  await look("portal-door-german");
  await page.getByLabel("E-Mail-Adresse").fill("keine");
  await page.getByRole("button", { name: "Code anfordern" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Das ist keine E-Mail-Adresse." })).toBeVisible();
  await page.getByLabel("E-Mail-Adresse").fill(maria.address);
  await page.getByRole("button", { name: "Code anfordern" }).click();
  await expect(page.getByText("Er gilt 10 Minuten.")).toBeVisible();
  await look("portal-code-german");
  await readMail(world, maria.address, /Hier ist Ihr Code für Lakeside Dogs/);
  await page.getByLabel("Sechsstelliger Code").fill(await readSignInCode(world, maria.address));

  await expect(page.getByRole("textbox", { name: "Nachricht schreiben" })).toBeVisible();
  await expect(page.getByText("Heute", { exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "Nachricht schreiben" }).fill("x".repeat(10_001));
  await expect(page.getByText("1 Zeichen zu viel.")).toBeVisible();
  await look("portal-thread-german", { whole: false });
  await page.getByRole("textbox", { name: "Nachricht schreiben" }).fill("");

  await page.getByRole("link", { name: "Benachrichtigungen" }).click();
  await expect(page.getByRole("switch", { name: "Neuigkeiten und Angebote" })).toBeChecked();
  await page.getByRole("switch", { name: "Neuigkeiten und Angebote" }).click();
  await expect(page.getByText("Gespeichert")).toBeVisible();
  await look("portal-communications-german", { whole: false });

  await page.getByRole("link", { name: /^Ihr Konto/ }).click();
  await expect(page.getByRole("button", { name: "Deutsch" })).toHaveAttribute("aria-pressed", "true");
  await look("portal-account-german");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("heading", { name: "Votre compte" })).toBeVisible();
  await expect(html).toHaveAttribute("lang", "fr");
  // It is theirs, not the browser's: it holds where the door's choice does not.
  await page.context().clearCookies({ name: "packpost.language" });
  await page.reload();
  await expect(page.getByRole("button", { name: "Français" })).toHaveAttribute("aria-pressed", "true");
  await look("portal-account-french");
  await page.goto(`/portal/${organisation.slug}/nulle-part`);
  await expect(page.getByRole("heading", { name: "Cette page n’existe pas" })).toBeVisible();
});

test("P6 O2 the door speaks the organisation's language, and the browser's where we have no words in that", async ({
  page,
  browser,
  world,
  organisation,
}) => {
  await organisation.setLanguage("es");
  await page.goto(`/portal/${organisation.slug}`);
  await expect(page.getByRole("heading", { name: "Entrar" })).toBeVisible();
  await organisation.setLanguage("it");
  const french = await browser.newContext({ baseURL: world.webUrl, locale: "fr-CA" });
  const theirs = await french.newPage();
  await theirs.goto(`/portal/${organisation.slug}`);
  await expect(theirs.getByRole("heading", { name: "Se connecter" })).toBeVisible();
  const answer = await theirs.goto("/portal/nobody-has-this");
  expect(answer?.status()).toBe(404);
  await expect(theirs.getByRole("heading", { name: "Cette page n’existe pas" })).toBeVisible();
  await expect(theirs.locator("html")).toHaveAttribute("lang", "fr");
  await french.close();
});

test("P6 C17 the page behind a mail's link speaks Spanish to whoever has chosen it, though the organisation writes English", async ({
  page,
  organisation,
  signInAs,
  customer,
  world,
  look,
}) => {
  const maria = await organisation.addThread("Maria");
  const home = await customer(organisation, maria);
  await home.goto(`/portal/${organisation.slug}/account`);
  await home.getByRole("button", { name: "Español" }).click();
  await expect(home.getByRole("heading", { name: "Su cuenta" })).toBeVisible();

  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await pressSend(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  const [, token = ""] = await readMail(world, maria.address, /(?:\/|%2F)u(?:\/|%2F)([\w.~-]+)/);

  await page.context().clearCookies();
  await page.goto(`/u/${token}`);
  await expect(page.getByRole("heading", { name: "¿Darse de baja de Lakeside Dogs?" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByText(maria.address)).toBeVisible();
  await look("link-spanish");
  await page.getByRole("button", { name: "Darse de baja" }).click();
  await expect(page.getByRole("heading", { name: "Se ha dado de baja" })).toBeVisible();
  await look("link-left-spanish");
  await page.getByRole("button", { name: "Suscribirse de nuevo" }).click();
  await expect(page.getByRole("heading", { name: "Nos alegra que vuelva" })).toBeVisible();
  await page.goto("/u/none-of-ours");
  await expect(page.getByRole("heading", { name: "This link is not complete" })).toBeVisible();
});
