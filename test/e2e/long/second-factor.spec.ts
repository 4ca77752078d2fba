import type { Page } from "@playwright/test";
import { totpCode } from "../../support/soft-authenticator.ts";
import { expect, test } from "../fixtures/test.ts";

/** A device of the browser's own that keeps passkeys and says yes. @returns whether its owner says yes from now on */
async function addAuthenticator(page: Page): Promise<(sayYes: boolean) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return (enabled) => session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
}

async function signOut(page: Page): Promise<void> {
  // Nothing asks on meanwhile.
  await page.goto("about:blank");
  await page.context().clearCookies({ name: /session_token/ });
  await page.goto("/sign-in");
}

async function typePassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("O1 T66 a passkey is added, signs in alone, is named, and is removed by a factor", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  const sayYes = await addAuthenticator(page);
  const email = organisation.emailOf("senior");
  await signInAs(email);
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "My account", level: 1 })).toBeVisible();
  await look("account-empty");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const codes = page.getByRole("dialog", { name: "Your recovery codes" });
  await expect(codes.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await look("recovery-codes", { whole: false, part: "dialog" });
  await codes.getByRole("button", { name: "I have kept them" }).click();
  const passkeys = page.getByRole("list", { name: "Your passkeys" });
  await expect(passkeys.getByRole("listitem")).toHaveCount(1);
  await passkeys.getByRole("button", { name: /^Rename/ }).click();
  const naming = page.getByRole("dialog", { name: "Rename the passkey" });
  await naming.getByLabel("Name").fill("Front desk");
  await naming.getByRole("button", { name: "Rename" }).click();
  await expect(passkeys.getByRole("heading", { name: "Front desk" })).toBeVisible();
  await look("account-passkey");

  // Nobody has chosen the one that is offered in the email field yet.
  await sayYes(false);
  await signOut(page);
  await look("sign-in-passkey");
  await sayYes(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
  // Who has that passkey at hand takes it there, without the button.
  await signOut(page);
  await expect(page).toHaveURL(/\/campaigns$/);

  await page.goto("/account");
  await page.getByRole("button", { name: "Remove Front desk" }).click();
  const removing = page.getByRole("dialog", { name: "Remove “Front desk”?" });
  await removing.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(removing).toBeHidden();
  await expect(page.getByText("A passkey opens your account by a finger")).toBeVisible();
});

test("O1 an authenticator app is set up; then its code follows the password, or a recovery code", async ({
  page,
  organisation,
  signInAs,
  world,
  watch,
  look,
}) => {
  const email = organisation.emailOf("senior");
  await signInAs(email);
  await page.goto("/account");
  await page.getByRole("button", { name: "Set up an app" }).click();
  const dialog = page.getByRole("dialog", { name: "Set up an authenticator app" });
  const secret = (await dialog.locator("code").innerText()).replaceAll(" ", "");
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await look("authenticator", { whole: false, part: "dialog" });
  await dialog.getByRole("textbox", { name: "Code" }).fill("000000");
  await dialog.getByRole("button", { name: "Use this app" }).click();
  await expect(dialog.getByText("This is not the code.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Code" }).fill(totpCode(secret, -1));
  await dialog.getByRole("button", { name: "Use this app" }).click();
  const codes = page.getByRole("dialog", { name: "Your recovery codes" });
  const recovery = await codes.getByRole("listitem").first().innerText();
  await codes.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 of 10 are left")).toBeVisible();
  await look("account-authenticator");

  await signOut(page);
  await typePassword(page, email, world.password);
  await expect(page.getByRole("textbox", { name: "Code", exact: true })).toBeFocused();
  await look("second-step");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
  await look("second-step-wrong");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill(totpCode(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/campaigns$/);

  await signOut(page);
  await typePassword(page, email, world.password);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recovery);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
  await page.goto("/account");
  await expect(page.getByText("9 of 10 are left")).toBeVisible();

  // A session that ends while somebody works asks for both steps on the spot.
  await page.context().clearCookies({ name: /session_token/ });
  watch.expectProblems(/401|Failed to load resource/);
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("button", { name: "Sign in again" }).click();
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await again.getByLabel("Password", { exact: true }).fill(world.password);
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await again.getByRole("textbox", { name: "Code" }).fill(totpCode(secret, 1));
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again).toBeHidden();
});

test("O1 a file of people and a new key take a fresh proof; what was typed stays", async ({
  page,
  organisation,
  signInAs,
  orm,
  world,
  watch,
  look,
}) => {
  await organisation.addPeople(["anna@mail.example"]);
  const email = organisation.emailOf("admin");
  await signInAs(email);
  const long = () =>
    orm.em
      .fork()
      .getConnection()
      .execute(
        `update auth_session set "provenAt" = now() - interval '1 hour' where "userId" = (select id from auth_user where email = ?)`,
        [email.toLowerCase()],
      );
  await page.goto("/settings/api");
  await long();
  watch.expectProblems(/403|Failed to load resource/);
  await page.getByRole("button", { name: "New key" }).click();
  const form = page.getByRole("dialog", { name: "New key" });
  await form.getByLabel("What it is for").fill("Work orders");
  await form.getByRole("checkbox").first().check();
  await form.getByRole("button", { name: "Make the key" }).click();
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(proof.getByLabel("Password", { exact: true })).toBeFocused();
  await look("fresh-proof", { whole: false, part: "dialog[open]:last-of-type" });
  await proof.getByRole("button", { name: "Close" }).click();
  await expect(form.getByRole("alert").filter({ hasText: "fresh proof" })).toBeVisible();
  await expect(form.getByLabel("What it is for")).toHaveValue("Work orders");
  await form.getByRole("button", { name: "Make the key" }).click();
  await proof.getByLabel("Password", { exact: true }).fill("not it");
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(proof.getByRole("alert").filter({ hasText: "not your password" })).toBeVisible();
  await proof.getByLabel("Password", { exact: true }).fill(world.password);
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("dialog", { name: "The key “Work orders”" })).toBeVisible();

  await page.goto("/customers/families");
  await long();
  await page.getByRole("link", { name: "Export the families" }).click();
  await proof.getByLabel("Password", { exact: true }).fill(world.password);
  const download = page.waitForEvent("download");
  await proof.getByRole("button", { name: "Confirm" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await expect(proof).toBeHidden();
});

test("O1 an owner asks for a second factor: who has none is led to adding one", async ({
  page,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  await addAuthenticator(page);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Ask owners and admins for it" }).click();
  await expect(page.getByText("Owners and admins need a second factor.")).toBeVisible();
  await look("settings-security");
  await page.context().clearCookies();
  await signInAs(organisation.emailOf("admin"));
  watch.expectProblems(/403|Failed to load resource/);
  await page.goto("/campaigns");
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText("asks owners and admins for a second factor.")).toBeVisible();
  await look("account-wanted");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("link", { name: "Go on to Packpost" }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
});
