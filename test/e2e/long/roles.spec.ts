import { expect, test } from "../fixtures/test.ts";

test("O1 C5 senior staff write but do not send, and are told why", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["anna@mail.example", "bert@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("senior"));
  await page.goto(draft);
  const send = page.getByRole("button", { name: "Send to 2 people" });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(send).toHaveAccessibleDescription(/sent by admins and owners/);
  await expect(async () => {
    // The page's scripts may only now be listening.
    await page.mouse.move(0, 0);
    await send.hover();
    // The same words stand at the button beside it, unseen until that is pointed at.
    const told = page.getByText("Your draft is saved: tell one of them that it is ready.");
    await expect(told.filter({ visible: true })).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await send.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await look("editor-senior", { whole: false });
});

test("O1 basic staff read what Packpost has for them", async ({
  page,
  organisation,
  signInAs,
  look,
  watch,
}) => {
  await signInAs(organisation.emailOf("basic"));
  await page.goto("/");
  await expect(page).toHaveURL(/\/schedule$/);
  await expect(page.getByRole("heading", { name: "Schedule", level: 1 })).toBeVisible();
  await expect(page.getByText("Nobody has planned a visit for you on this day.")).toBeVisible();
  const main = page.getByRole("navigation", { name: "Main" }).filter({ visible: true });
  await expect(main.getByRole("link")).toHaveText(["Customers", "Schedule"]);
  await look("basic");
  watch.expectProblems(/403/);
  for (const path of ["/settings", "/messages", "/campaigns"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This page is for other roles" })).toBeVisible();
    await expect(
      page.getByText("An owner or admin of your organisation can change your role."),
    ).toBeVisible();
  }
  await look("forbidden");
});

test("O1 another organisation's campaign is not found", async ({
  page,
  organisation,
  signInAs,
  look,
  watch,
}) => {
  const draft = await organisation.addDraft();
  await signInAs("ingrid@hilltop.example");
  watch.expectProblems(/404/);
  await page.goto(draft);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expect(page.getByText("belongs to another organisation")).toBeVisible();
  await look("not-found");
  await page.getByRole("link", { name: "To the start page" }).click();
  await expect(page.getByRole("heading", { name: "Campaigns", level: 1 })).toBeVisible();
});

test("O1 a wrong password is explained and the address kept", async ({ page, organisation, look }) => {
  await page.goto("/sign-in?next=/campaigns?status=sent");
  await page.getByLabel("Email").fill(organisation.emailOf("owner"));
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue(organisation.emailOf("owner"));
  await expect(page.getByRole("textbox", { name: "Password" })).toBeFocused();
  await look("sign-in-wrong");
});
