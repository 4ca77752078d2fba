import { readTexts } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import {
  activityOf,
  alertDialog,
  alertsButton,
  alertWords,
  panelOf,
  sendAlert,
  textOf,
  writeAlert,
} from "../pages/alerts.ts";
import { readExport } from "../pages/read-export.ts";

const unreachable = "+15005553003";
const numbers = ["+12025550141", "+12025550142", "+12025550143"];
const clients = numbers.map((phone, at) => ({ name: ["Ana", "Ben", "Cleo"][at] ?? "", phone }));

test("A2 A3 A5 A6 A8 an alert is written, confirmed, sent one after the other and ends with its numbers; the report is what the provider has", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}) => {
  await organisation.openTexting(1_500);
  await organisation.addClients([...clients, { name: "Dora", phone: null }]);
  await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/messages");
  await alertsButton(page).click();
  const panel = panelOf(page);
  await expect(panel.getByText("Nothing was sent yet.")).toBeVisible();
  await look("alerts-empty", { whole: false });
  await expect(panel.getByRole("button", { name: "Send", exact: true })).toBeDisabled();

  await writeAlert(page, `${alertWords.slice(0, -1)}…`);
  await expect(panel.getByRole("status")).toContainText("3 people");
  await expect(panel).toContainText("1 not reached: no number");
  await expect(panel).toContainText("makes texts short");
  await look("alerts-writing", { whole: false });
  await panel.getByRole("button", { name: "Replace with ..." }).click();
  await expect(textOf(page)).toHaveValue(`${alertWords.slice(0, -1)}...`);
  await textOf(page).fill("Reply CANCEL if you cannot come");
  await expect(panel).toContainText("Whoever answers CANCEL is blocked");

  await panel.getByRole("status").click();
  const people = page.getByRole("dialog", { name: /all day/ });
  await expect(people.getByRole("listitem")).toHaveCount(3);
  await people.getByRole("button", { name: "Not reached 1" }).click();
  await expect(people).toContainText("There is no phone number.");
  await look("alerts-people", { whole: false, part: "dialog:modal" });
  await page.keyboard.press("Escape");

  // Kept on the server: there after a reload.
  await textOf(page).fill(alertWords);
  await expect
    .poll(async () => {
      const answer = await page.request.get("/api/trpc/alert.draft");
      return await answer.text();
    })
    .toContain("river entrance");
  await page.reload();
  await expect(textOf(page)).toHaveValue(alertWords);
  await panelOf(page).getByRole("button", { name: "Send to 3 people" }).click();
  const question = page.getByRole("dialog", { name: "Send this text to 3 people?" });
  await expect(question).toContainText("1 text × 3 = 3 texts");
  await expect(question).toContainText("not for marketing");
  await look("alerts-question", { whole: false, part: "dialog:modal" });
  await question.getByRole("button", { name: "Send to 3 people" }).dblclick();
  await expect(activityOf(page, alertWords)).toContainText("First text in");
  await expect(textOf(page)).toHaveValue("");
  await expect(activityOf(page, alertWords)).toContainText(/of 3 sent/);
  await look("alerts-sending", { whole: false });
  await expect(activityOf(page, alertWords)).toContainText("1 skipped · 3 sent", { timeout: 60_000 });
  await expect(activityOf(page, alertWords).getByRole("img")).toHaveCount(0);

  const texted = await readTexts(world, organisation.id);
  expect([...texted].sort()).toEqual(numbers);
  await activityOf(page, alertWords).getByRole("button", { name: alertWords }).click();
  const detail = alertDialog(page);
  await expect(detail.getByText("Delivered")).toHaveCount(3);
  await look("alerts-detail", { whole: false, part: "dialog:modal" });
  await page.keyboard.press("Escape");
  const report = await readExport(page, /^Report of/);
  expect(report.lines.map((line) => Object.keys(line))[0]).toEqual([
    ...[
      "Client Full Name",
      "Client Phone Number",
      "SMS Status",
      "Error Details",
      "Message Text",
      "Timestamp",
    ],
  ]);
  const sent = report.lines.filter((line) => line["SMS Status"] === "Delivered");
  expect(sent.map((line) => (line["Client Phone Number"] ?? "").replace(/^'/, "")).sort()).toEqual(numbers);
});

test("A5 A8 A10 A13 it is undone, paused, resumed and cancelled; what failed is red, filters, is called and begun again", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}) => {
  await organisation.openTexting(8_000);
  await organisation.addClients([{ name: "Una", phone: unreachable }, ...clients]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await writeAlert(page, alertWords);
  await sendAlert(page, "4 people");
  await activityOf(page, alertWords).getByRole("button", { name: "Undo" }).click();
  await expect(panelOf(page).getByText("Nothing was sent yet.")).toBeVisible();
  await expect(textOf(page)).toHaveValue(alertWords);
  expect(await readTexts(world, organisation.id)).toEqual([]);

  await sendAlert(page, "4 people");
  await expect(activityOf(page, alertWords)).toContainText(/[12] of \d sent/, { timeout: 60_000 });
  await activityOf(page, alertWords).getByRole("button", { name: "Pause" }).click();
  await expect(activityOf(page, alertWords)).toContainText("Paused");
  await look("alerts-paused", { whole: false });
  await activityOf(page, alertWords).getByRole("button", { name: "Resume" }).click();
  await activityOf(page, alertWords).getByRole("button", { name: "Cancel the rest…" }).click();
  await page
    .getByRole("dialog", { name: /^Cancel it/ })
    .getByRole("button", { name: /^Cancel for/ })
    .click();
  const failed = activityOf(page, alertWords).getByRole("button", { name: "1 of 4 texts not delivered" });
  await expect(failed).toBeVisible();
  await look("alerts-red", { whole: false });
  await failed.click();
  const detail = alertDialog(page);
  await expect(detail.getByRole("listitem")).toHaveCount(1);
  await expect(detail.getByRole("listitem")).toContainText("switched off or out of reach");
  await look("alerts-detail-red", { whole: false, part: "dialog:modal" });
  await detail.getByRole("button", { name: /^Email \d.* the same…$/ }).click();
  const mail = page.getByRole("dialog", { name: /^Email the same/ });
  await mail.getByRole("button", { name: /^Email \d/ }).click();
  const mailed = page.getByRole("dialog", { name: "Emails on their way" });
  await expect(mailed).toContainText("as email");
  await mailed.getByRole("button", { name: "Done" }).click();
  await detail.getByRole("link", { name: "Call list" }).click();
  await expect(page.getByRole("heading", { name: "Call list" })).toBeVisible();
  await expect(page.getByRole("table")).toContainText("Una Okafor");
  await look("alerts-call-list");
  await page.goto("/messages?alerts=open");
  await activityOf(page, alertWords).getByRole("button", { name: "Again…" }).click();
  await expect(textOf(page)).toHaveValue(alertWords);
  await panelOf(page).getByRole("button", { name: "Send to 4 people" }).click();
  const again = page.getByRole("dialog", { name: "Send this text to 4 people?" });
  await again.getByRole("button", { name: "Send to 4 people" }).click();
  await expect(again.getByRole("alert")).toContainText("sent the same text");
  await look("alerts-twice", { whole: false, part: "dialog:modal" });
  await again.getByRole("button", { name: "Back" }).click();
});

test("A2 a range of one's own is refused in place, by keyboard too", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.openTexting();
  await organisation.addClients(clients);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  const custom = panelOf(page).getByRole("button", { name: "Custom…" });
  await custom.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Clients with an appointment between" });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const use = dialog.getByRole("button", { name: "Use this range" });
  await dialog.getByLabel("From, day").fill(inDays(5));
  await expect(dialog.getByRole("status")).toHaveText("The end has to be after the beginning.");
  await expect(use).toBeDisabled();
  await dialog.getByLabel("Until, day").fill(inDays(20));
  await expect(dialog.getByRole("status")).toContainText("At most 7 calendar days");
  await look("alerts-range-refused", { whole: false, part: "dialog:modal" });
  await dialog.getByLabel("From, day").fill("2020-01-01");
  await dialog.getByLabel("Until, day").fill("2020-01-02");
  await expect(dialog.getByRole("status")).toContainText("This range is over");
  await dialog.getByLabel("From, day").fill(inDays(1));
  await dialog.getByLabel("From, time").fill("00:00");
  await dialog.getByLabel("Until, day").fill(inDays(2));
  await dialog.getByLabel("Until, time").fill("23:00");
  await use.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(panelOf(page).getByRole("status")).toContainText("3 people");
});

test("A2 where the panel covers the messages, Back leads to them; closed by its cross it leaves nothing to go back through", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  await organisation.openTexting();
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/schedule");
  await page.goto("/messages");
  if (info.project.name === "phone") {
    await alertsButton(page).click();
    await expect(textOf(page)).toBeVisible();
    await page.goBack();
    await expect(panelOf(page)).toHaveCount(0);
    await expect(page).toHaveURL(/\/messages$/);
  }
  await alertsButton(page).click();
  await panelOf(page)
    .getByRole("button", { name: /^Close/ })
    .click();
  await expect(panelOf(page)).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/schedule$/);
});

test("A8 a hundred people get theirs, the line is green, and they are read page by page", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}) => {
  test.slow();
  await organisation.openTexting(50);
  const many = Array.from({ length: 100 }, (_, n) => ({ name: `Client${n}`, phone: `+1202555${1_000 + n}` }));
  await organisation.addClients(many);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await writeAlert(page, alertWords);
  await expect(panelOf(page).getByRole("status")).toContainText("100 people");
  await look("alerts-writing-hundred", { whole: false });
  await sendAlert(page, "100 people");
  await expect(activityOf(page, alertWords)).toContainText(/sent/, { timeout: 60_000 });
  await expect(activityOf(page, alertWords)).toContainText("All 100 texts sent", { timeout: 200_000 });
  expect(new Set(await readTexts(world, organisation.id)).size).toBe(100);
  await activityOf(page, alertWords).getByRole("button", { name: alertWords }).click();
  const detail = alertDialog(page);
  await expect(detail.getByRole("listitem")).toHaveCount(50);
  await detail.getByRole("button", { name: "Show more" }).click();
  await expect(detail.getByRole("listitem")).toHaveCount(100);
  await look("alerts-hundred", { whole: false, part: "dialog:modal" });
});

test("A1 nobody else sees alerts, nor comes to them by an address; nor does anybody where texting is off", async ({
  page,
  organisation,
  signInAs,
  watch,
}) => {
  watch.expectProblems(/403/);
  await organisation.addClients(clients);
  await signInAs(organisation.emailOf("owner"));
  const forbidden = page.getByRole("heading", { name: "This page is for other roles" });
  await page.goto("/messages?alerts=open");
  await expect(forbidden).toBeVisible();
  await page.goto("/messages");
  await expect(page.getByRole("heading", { name: "Messages" })).toBeVisible();
  await expect(alertsButton(page)).toHaveCount(0);
  await organisation.openTexting();
  await page.reload();
  await expect(alertsButton(page)).toBeVisible();
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/messages");
  await expect(page.getByRole("heading", { name: "Messages" })).toBeVisible();
  await expect(alertsButton(page)).toHaveCount(0);
  await page.goto("/messages?alerts=open");
  await expect(forbidden).toBeVisible();
});
