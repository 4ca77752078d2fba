import { join } from "node:path";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { readTextLedger, readTexts } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import {
  activityOf,
  alertDialog,
  alertWords,
  openAlert,
  panelOf,
  sendAlert,
  textOf,
  writeAlert,
} from "../pages/alerts.ts";
import { readExport } from "../pages/read-export.ts";

const numbers = ["+12025550151", "+12025550152", "+12025550153"];
const clients = numbers.map((phone, at) => ({ name: ["Ana", "Ben", "Cleo"][at] ?? "", phone }));
const [ana, ben, cleo] = clients;

test("T33 A11 of whom nobody knows is shown, left or sent again by a person; who booked since is offered and added", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}) => {
  if (ana === undefined || ben === undefined || cleo === undefined) throw new Error("nobody");
  await organisation.openTexting(6_000);
  await organisation.addClients([ana, ben]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await writeAlert(page, alertWords);
  await sendAlert(page, "2 people");
  const row = activityOf(page, alertWords);
  await expect(row).toContainText("1 of 2 sent", { timeout: 60_000 });
  await organisation.loseNextText();
  await expect(row).toContainText("1 unconfirmed", { timeout: 60_000 });
  await look("alerts-unconfirmed", { whole: false });

  await row.getByRole("button", { name: "1 unconfirmed" }).click();
  const detail = alertDialog(page);
  await expect(detail.getByRole("listitem")).toHaveCount(1);
  const doubt = detail.getByRole("region", { name: "Unconfirmed" });
  await expect(doubt).toContainText("1 person may or may not have it");
  await look("alerts-detail-unconfirmed", { whole: false, part: "dialog:modal" });
  await doubt.getByRole("button", { name: "Leave it" }).click();
  await expect(doubt).toContainText("Somebody has decided to leave it");
  expect(await readTexts(world, organisation.id)).toHaveLength(1);
  await doubt.getByRole("button", { name: "Send again to 1 person" }).click();
  await expect(doubt).toHaveCount(0, { timeout: 60_000 });
  await page.keyboard.press("Escape");
  await expect(row).toContainText("All 2 texts sent", { timeout: 60_000 });
  await look("alerts-green", { whole: false });

  await organisation.addClients([cleo]);
  await openAlert(page, alertWords);
  const late = detail.getByRole("region", { name: "Booked since" });
  await expect(late).toContainText("1 person booked into this range since. Cleo Okafor (", {
    timeout: 60_000,
  });
  await look("alerts-late", { whole: false, part: "dialog:modal" });
  await late.getByRole("button", { name: "Text 1 person too" }).click();
  await expect(late).toHaveCount(0);
  await expect(detail).toContainText("added later");
  await page.keyboard.press("Escape");
  await expect(row).toContainText("All 3 texts sent", { timeout: 60_000 });
  expect(await readTexts(world, organisation.id)).toEqual(numbers);
});

test("T12 a draft comes from another device, and where both have written somebody chooses; undo gives a range of one's own back", async ({
  page,
  context,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.openTexting();
  await organisation.addClients(clients);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await panelOf(page).getByRole("button", { name: "Custom…" }).click();
  const range = page.getByRole("dialog", { name: "Clients with an appointment between" });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await range.getByLabel("From, day").fill(inDays(1));
  await range.getByLabel("From, time").fill("00:05");
  await range.getByLabel("Until, day").fill(inDays(2));
  await range.getByLabel("Until, time").fill("22:45");
  await range.getByRole("button", { name: "Use this range" }).click();
  const kept = page.waitForResponse(/alert\.saveDraft/);
  await textOf(page).fill("The road is closed");
  await kept;

  const other = await context.newPage();
  await other.goto("/messages?alerts=open");
  await expect(textOf(other)).toHaveValue("The road is closed");
  await expect(panelOf(other).getByRole("status")).toContainText("3 people");
  const saved = other.waitForResponse(/alert\.saveDraft/);
  await textOf(other).fill("The road is open again");
  await saved;
  await textOf(page).fill("The road is closed until noon");
  await expect(panelOf(page)).toContainText("You have written another alert on another device");
  await look("alerts-other-device", { whole: false });
  await panelOf(page).getByRole("button", { name: "Take that one" }).click();
  await expect(textOf(page)).toHaveValue("The road is open again");
  await other.close();

  const span = await panelOf(page)
    .getByRole("status")
    .getByText(/people · /)
    .textContent();
  await sendAlert(page, "3 people");
  await activityOf(page, "The road is open").getByRole("button", { name: "Undo" }).click();
  await expect(textOf(page)).toHaveValue("The road is open again");
  await expect(
    panelOf(page)
      .getByRole("status")
      .getByText(/people · /),
  ).toHaveText(span ?? "");
});

test("A7 A8 A13 beside an open thread; what failed shows from the red line, the report is the provider's ledger, the call list prints", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}, info) => {
  const unreachable = "+15005553003";
  await organisation.openTexting(500);
  await organisation.addClients([{ name: "Una", phone: unreachable }, ...clients]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await writeAlert(page, alertWords);
  await sendAlert(page, "4 people");
  const row = activityOf(page, alertWords);
  await expect(row).toContainText("1 of 4 texts not delivered · 3 sent", { timeout: 60_000 });
  await row.getByRole("button", { name: "1 of 4 texts not delivered" }).click();
  const detail = alertDialog(page);
  await expect(detail.getByRole("listitem")).toHaveCount(1);
  await expect(detail.getByRole("button", { name: "Failed 1" })).toHaveAttribute("aria-pressed", "true");
  await detail.getByRole("button", { name: "All 4" }).click();
  await expect(detail.getByText("Delivered", { exact: true })).toHaveCount(3);

  await page.keyboard.press("Escape");
  const { lines } = await readExport(page, /^Report of/);
  // The provider notes what it has told once it was heard: a moment after the page shows it.
  const deliveries = async () =>
    (await readTextLedger(world, organisation.id)).filter(({ events }) => events.includes("delivery"));
  await expect.poll(deliveries).toHaveLength(3);
  const ledger = await readTextLedger(world, organisation.id);
  const told = (events: readonly string[]) =>
    events.includes("undelivered") ? "Not delivered" : events.includes("delivery") ? "Delivered" : "Sent";
  const byNumber = (a: string[], b: string[]) => (a[0] ?? "").localeCompare(b[0] ?? "");
  expect(
    lines
      .map((line) => [(line["Client Phone Number"] ?? "").replace(/^'/, ""), line["SMS Status"] ?? ""])
      .sort(byNumber),
  ).toEqual(ledger.map(({ to, events }) => [to, told(events)]).sort(byNumber));
  expect(new Set(lines.map((line) => line["Message Text"]))).toEqual(new Set([alertWords]));
  for (const line of lines)
    expect(line.Timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/);
  expect(lines.filter((line) => line["Error Details"] !== "").map((line) => line["Error Details"])).toEqual([
    expect.stringContaining("30003"),
  ]);

  await test.step("its text stands in the family's history, and beside it the panel", async () => {
    await openAlert(page, alertWords);
    await detail.getByRole("link", { name: "Ana Okafor" }).click();
    const history = page.getByRole("log");
    await expect(history).toContainText("Alert text to Ana");
    await expect(history).toContainText("delivered");
    if ((page.viewportSize()?.width ?? 0) > 1_000) await expect(panelOf(page)).toBeVisible();
    await look("alerts-beside-thread", { whole: false });
  });

  await test.step("the call list, as it is printed", async () => {
    await page.goto("/messages?alerts=open");
    await openAlert(page, alertWords);
    await detail.getByRole("link", { name: "Call list" }).click();
    await expect(page.getByRole("table")).toContainText("Una Okafor");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
    await expect(page.getByRole("navigation")).toBeHidden();
    await page.screenshot({
      path: join(repositoryRoot, ".artifacts", "e2e", "screens", `alerts-printed-${info.project.name}.png`),
    });
  });
});

test("A2 A8 the panel stands beside a full inbox and an open conversation, with what went out before", async ({
  page,
  signInAs,
  look,
}) => {
  await signInAs("dana@riverside.example");
  await page.goto("/messages");
  const okafor = (await page.getByRole("link", { name: /^Okafor/ }).getAttribute("href")) ?? "";
  await page.goto(`${okafor}?alerts=open`);
  await expect(panelOf(page).getByRole("listitem").first()).toBeVisible();
  await panelOf(page).getByRole("button", { name: "Next 7 days" }).click();
  await expect(panelOf(page).getByRole("status")).toContainText("people");
  await look("alerts-riverside", { whole: false });
});

test("A3 A5 where everybody is left out, the card says why, and Send is off", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.openTexting();
  await organisation.addClients(["Dora", "Emil"].map((name) => ({ name, phone: null })));
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  await writeAlert(page, alertWords);
  await expect(panelOf(page).getByRole("status")).toContainText("0 people");
  await expect(panelOf(page)).toContainText("2 not reached: no number");
  await expect(panelOf(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await look("alerts-all-left-out", { whole: false });
});
