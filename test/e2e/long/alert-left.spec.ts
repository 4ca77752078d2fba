import { expect, test } from "../fixtures/test.ts";
import {
  activityOf,
  alertDialog,
  alertWords,
  panelOf,
  sendAlert,
  textOf,
  writeAlert,
} from "../pages/alerts.ts";
import { awake, composerOf } from "../pages/messages.ts";
import { expectSaved, openDraft } from "../pages/write-campaign.ts";

const clients = [
  { name: "Ana", phone: "+12025550161" },
  { name: "Ben", phone: "+12025550162" },
];

test("T12 what was typed in the last moment before a full change of the page is on the server, of an alert, a reply and a campaign", async ({
  page,
  organisation,
  signInAs,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await organisation.openTexting();
  await organisation.addClients(clients);
  const draft = await organisation.addDraft({ subject: "As it was" });
  await signInAs(organisation.emailOf("owner"));
  page.on("dialog", (dialog) => void dialog.accept());
  /** Leaves at once, forgets what this browser has kept, and asks the server alone. */
  const leave = async () => {
    await page.goto("/customers");
    await page.evaluate(() => localStorage.clear());
  };

  await page.goto("/messages?alerts=open");
  await writeAlert(page, "The road");
  await leave();
  await page.goto("/messages?alerts=open");
  await expect(textOf(page)).toHaveValue("The road");
  await expect(panelOf(page).getByRole("button", { name: "Tomorrow", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  await page.goto(maria.path);
  await awake(composerOf(page));
  await composerOf(page).fill("See you at four");
  await leave();
  await page.goto(maria.path);
  await expect(composerOf(page)).toHaveValue("See you at four");

  await openDraft(page, draft);
  await page.getByRole("textbox", { name: "Subject" }).fill("As it is");
  await leave();
  await openDraft(page, draft);
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("As it is");
  await expectSaved(page);
});

test("T12 an alert that could not be saved before its page was left stands there again, and is saved then", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.openTexting();
  await organisation.addClients(clients);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await expect(textOf(page)).toBeVisible();
  // Nothing that the page asks from now on arrives: what outlives a page is cut by neither a route nor being offline.
  await page.evaluate("window.fetch = () => new Promise(() => undefined)");
  await writeAlert(page, "The road is closed");
  const saved = page.waitForResponse(/alert\.saveDraft/);
  await page.goto("/messages?alerts=open");
  await expect(textOf(page)).toHaveValue("The road is closed");
  await saved;
  // From the server alone.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(textOf(page)).toHaveValue("The road is closed");
});

test("A13 the last one who was not reached is reached while one is asked about emails: the question stays and says so", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.openTexting(6_000);
  await organisation.addClients(clients);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await writeAlert(page, alertWords);
  await sendAlert(page, "2 people");
  const row = activityOf(page, alertWords);
  await expect(row).toContainText("1 of 2 sent", { timeout: 60_000 });
  await organisation.loseNextText();
  await row.getByRole("button", { name: "1 unconfirmed" }).click({ timeout: 60_000 });
  const detail = alertDialog(page);
  await detail.getByRole("button", { name: "Leave it" }).click();
  await detail.getByRole("button", { name: /^Email \d.* the same…$/ }).click();
  const question = page.getByRole("dialog", { name: "Email the same to 1 person?" });
  await expect(question).toBeVisible();
  await organisation.reachEverybody();
  const told = page.getByRole("dialog", { name: "Nobody was emailed" });
  await expect(told).toContainText("Everybody has been reached or emailed meanwhile");
  await look("alerts-nobody-to-email", { whole: false, part: "dialog:modal" });
  await told.getByRole("button", { name: "Done" }).click();
  await expect(detail).toContainText("All 2 texts sent");
  await expect(detail.getByRole("region", { name: "Not reached" })).toHaveCount(0);
});
