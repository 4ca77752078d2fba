import type { Page } from "@playwright/test";
import { withEmptyInstallation } from "../fixtures/empty-installation.ts";
import { expect, test } from "../fixtures/test.ts";

const step = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });
const steps = (page: Page) => page.getByRole("heading", { name: "Your first campaign, in three steps" });
const wrong = /api\/founding|Failed to load resource/;

test.describe.configure({ timeout: 300_000 });

test("O1 first run: an empty installation is set up by the printed link, and shows the way to the first campaign", async ({
  page,
  look,
  watch,
}) => {
  await withEmptyInstallation(async ({ webUrl, link }) => {
    await page.goto(`${webUrl}/founding/${"a".repeat(26)}`);
    await expect(page.getByRole("heading", { name: "This link leads nowhere" })).toBeVisible();
    await look("founding-nowhere");

    await page.goto(webUrl);
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByText("Nobody can sign in yet: there is no organisation here.")).toBeVisible();
    await look("founding-sign-in");

    const answer = await page.goto(link);
    expect(answer?.headers()).toMatchObject({ "referrer-policy": "no-referrer", "x-robots-tag": "noindex" });
    await expect(page.getByRole("heading", { name: "Set up your organisation" })).toBeVisible();
    await look("founding");
    const press = page.getByRole("button", { name: "Set up the organisation" });
    // The zone is the browser's; the rest is wanted, and said where it is missing.
    const zone = page.getByRole("combobox", { name: "Time zone" });
    await expect(zone).not.toHaveValue("");
    await press.click();
    await expect(page.getByText("Type your organisation's name.")).toBeVisible();
    for (const missing of ["Type your name.", "Type your email address.", "Choose a password."])
      await expect(page.getByText(missing)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Organisation" })).toBeFocused();
    await look("founding-wrong");
    await page.getByRole("textbox", { name: "Organisation" }).fill("Lakeside Kennels");
    await page.getByRole("textbox", { name: "Your name" }).fill("Lena Lake");
    await page.getByRole("textbox", { name: "Your email" }).fill("lena@lakeside.example");
    await page.getByLabel("Password", { exact: true }).fill("password1234");
    await zone.click();
    await zone.fill("Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    watch.expectProblems(wrong);
    await press.click();
    await expect(page.getByText("This is among the first that somebody guesses.")).toBeVisible();
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Lena Lake");
    await page.getByLabel("Password", { exact: true }).fill("nine green boats waited");
    await press.click();

    await expect(page).toHaveURL(`${webUrl}/campaigns`);
    await expect(steps(page)).toBeVisible();
    await expect(step(page, "Bring your customers").getByText("Done")).toHaveCount(0);
    await expect(page.getByText("If you want to text as well")).toBeVisible();
    await look("first-steps");

    // Each leads to where it is done.
    await step(page, "Bring your customers").getByRole("link", { name: "Import customers" }).click();
    await expect(page).toHaveURL(`${webUrl}/customers/imports`);
    await page.goBack();
    await step(page, "Show that mail is yours").getByRole("link").click();
    await expect(page).toHaveURL(`${webUrl}/settings/sending#sender-check`);

    await page.goto(`${webUrl}/customers?add=customer`);
    const add = page.getByRole("dialog", { name: "Add a customer" });
    await add.getByLabel("First name").fill("Nora");
    await add.getByLabel("Last name").fill("Quist");
    await add.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Nora Quist", level: 1 })).toBeVisible();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Campaigns" }).click();
    await expect(step(page, "Bring your customers").getByText("Done")).toBeVisible();
    await expect(
      step(page, "Send the first campaign").getByRole("link", { name: "Add a pass" }),
    ).toBeVisible();
    await look("first-steps-one-done");

    // Put away, had back at once, and had back from the settings.
    await page.getByRole("button", { name: "Put away" }).click();
    await expect(steps(page)).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Write to everybody who holds a pass" })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(steps(page)).toBeVisible();
    await page.getByRole("button", { name: "Put away" }).click();
    await expect(steps(page)).toHaveCount(0);
    await page.goto(`${webUrl}/settings/general#first-steps`);
    await page.getByRole("button", { name: "Show them again" }).click();
    await expect(page.getByText("They stand above your campaigns")).toBeVisible();
    await page.goto(`${webUrl}/campaigns`);
    await expect(steps(page)).toBeVisible();

    // A draft: the list stands below the steps.
    await page.getByRole("button", { name: "New campaign" }).click();
    await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}/);
    await page.goto(`${webUrl}/campaigns`);
    await expect(page.getByText("A draft is begun: open it below.")).toBeVisible();
    await look("first-steps-draft");

    // A campaign goes to those who hold a pass, and there is none: the draft says so and leads there, and the file that names one does, too.
    await page
      .getByRole("link", { name: /Untitled campaign/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { name: "Your organisation has no passes yet" })).toBeVisible();
    await look("draft-without-passes");
    const draft = page.url();
    await page.getByRole("link", { name: "Add a pass" }).click();
    await page.getByRole("button", { name: "Add a pass" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("2027 season");
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByRole("link", { name: "Import who holds it" })).toBeVisible();
    await page.goto(draft);
    await page.getByLabel("Pass", { exact: true }).selectOption("2027 season");
    await expect(page.getByText("will receive", { exact: false }).first()).toBeVisible();

    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link has been used" })).toBeVisible();
    await look("founding-used");
  });
});
