import type { Page } from "@playwright/test";
import { addMany, unsubscribe } from "../fixtures/add-many.ts";
import { expect, test } from "../fixtures/test.ts";
import { openDraft } from "../pages/write-campaign.ts";

const zone = "Europe/Berlin";
/** Always ahead, and with the days on which Europe's clocks change. */
const nextYear = new Date().getUTCFullYear() + 1;

function lastSunday(month: number): string {
  const last = new Date(Date.UTC(nextYear, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

async function chooseTime(page: Page, date: string, time: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Day").fill(date);
  await dialog.getByLabel("Time in Berlin").fill(time);
}

test("C7 scheduling asks what sending asks, in the organisation's zone; the time can be changed and taken back", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await page.getByRole("button", { name: "Schedule" }).click();
  const dialog = page.getByRole("dialog", { name: /^Schedule “.*” for 1 person\?$/ });
  const confirm = dialog.getByRole("button", { name: "Schedule for 1 person" });
  for (const fact of [
    "Holders of Lake pass who may get campaigns at that time",
    "within a minute of its beginning",
  ])
    await expect(dialog).toContainText(fact);
  await expect(dialog.getByLabel("Send a copy to")).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Before sending" })).toBeVisible();
  await expect(confirm).toBeEnabled();
  await look("schedule-dialog", { whole: false });

  await chooseTime(page, "2020-01-01", "09:00");
  await expect(dialog).toContainText("This time has passed.");
  await expect(confirm).toBeDisabled();
  await chooseTime(page, lastSunday(3), "02:30");
  await expect(dialog).toContainText("02:30 does not exist that night");
  await expect(confirm).toBeDisabled();
  await look("schedule-gap", { whole: false });
  await dialog.getByLabel("Yes, send it at 03:30").check();
  await expect(confirm).toBeEnabled();
  await chooseTime(page, lastSunday(10), "02:30");
  await expect(confirm).toBeDisabled();
  await look("schedule-overlap", { whole: false });
  await dialog.getByLabel(/^The second 02:30, later/).check();
  await expect(confirm).toBeEnabled();

  await chooseTime(page, `${nextYear}-01-15`, "09:00");
  await confirm.click();
  await expect(page.getByText("15 January", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("Confirmed for 1 person.")).toBeVisible();
  await look("scheduled");
  await page.getByRole("button", { name: "Change time" }).click();
  await chooseTime(page, `${nextYear}-01-16`, "18:30");
  await look("change-time", { whole: false });
  await page.getByRole("dialog").getByRole("button", { name: "Change time" }).click();
  await expect(page.getByText(/16 January \d+ at 18:30/).first()).toBeVisible();
  await page.getByRole("button", { name: "Back to draft" }).click();
  await expect(page.getByRole("button", { name: "Send to 1 person" })).toBeVisible();
});

test("C7 a colleague takes it back to draft while one chooses another time: the question stays and says so", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await page.getByRole("button", { name: "Schedule" }).click();
  await chooseTime(page, `${nextYear}-01-15`, "09:00");
  await page.getByRole("dialog").getByRole("button", { name: "Schedule for 1 person" }).click();
  await page.getByRole("button", { name: "Change time" }).click();
  const dialog = page.getByRole("dialog", { name: /^When should “.*” go out\?$/ });
  await expect(dialog.getByLabel("Day")).toBeVisible();
  const other = await colleague(organisation.emailOf("admin"));
  await other.goto(page.url());
  await other.getByRole("button", { name: "Back to draft" }).click();
  await expect(dialog.getByRole("status")).toHaveText("It has been taken back to draft in the meantime.");
  await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
  await look("change-time-over", { whole: false, part: "dialog:modal" });
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Send to 1 person" })).toBeVisible();
});

test("C7 who joined and who left since the review, above 500 people with the number typed anew", async ({
  page,
  organisation,
  orm,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  await addMany(orm, organisation.id, { people: 599, name: "Member" });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  const reviewed = page.waitForResponse(/campaign\.sending\.review/);
  await page.getByRole("button", { name: "Schedule" }).click();
  const dialog = page.getByRole("dialog");
  await (await reviewed).finished();
  await dialog.getByLabel("Type 600 to go on").fill("600");
  await addMany(orm, organisation.id, { people: 3, name: "Latecomer" });
  await unsubscribe(orm, organisation.id, "Member 7");
  await dialog.getByRole("button", { name: "Schedule for 600 people" }).click();
  const changed = dialog.getByRole("alert");
  await expect(changed).toContainText("600 → 602");
  await expect(changed).toContainText("Nothing was scheduled. Schedule it for 602 people?");
  await expect(changed).toContainText("Latecomer 1 Test, Latecomer 2 Test, Latecomer 3 Test");
  await expect(changed).toContainText("Member 7 Test");
  const again = dialog.getByRole("button", { name: "Schedule for 602 people" });
  await expect(again).toBeDisabled();
  await expect(dialog.getByLabel("Type 602 to go on")).toHaveValue("");
  await look("schedule-changed", { whole: false });
  await dialog.getByLabel("Type 602 to go on").fill("602");
  await again.click();
  await expect(page.getByText("Confirmed for 602 people.")).toBeVisible();
});

test("C7 a schedule by keyboard alone", async ({ page, organisation, signInAs }, info) => {
  test.skip(info.project.name === "phone", "Phones have no Tab key.");
  await organisation.addPeople(["deliver.one@mail.example"]);
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  const open = page.getByRole("button", { name: "Schedule" });
  await expect(open).not.toHaveAttribute("aria-disabled", "true");
  await open.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Day")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Day")).toBeFocused();
  await expect(dialog.getByRole("button", { name: "Schedule for 1 person" })).toBeEnabled();
  // Tomorrow at nine is suggested.
  await page.keyboard.press("Enter");
  await expect(page.getByText("Confirmed for 1 person.")).toBeVisible();
});

test("C7 an audience that has grown pauses at its time, mails its author, and asks for the new number", async ({
  page,
  organisation,
  orm,
  world,
  signInAs,
  colleague,
  look,
}) => {
  test.setTimeout(300_000);
  await organisation.addPeople(["deliver.one@mail.example"]);
  await addMany(orm, organisation.id, { people: 9, name: "Member" });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await page.getByRole("button", { name: "Schedule" }).click();
  const dialog = page.getByRole("dialog");
  // The next full minute that one can still reach.
  const at = new Date(Math.ceil((Date.now() + 20_000) / 60_000) * 60_000);
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
  await chooseTime(page, new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at), time);
  await dialog.getByRole("button", { name: "Schedule for 10 people" }).click();
  await expect(page.getByText("Confirmed for 10 people.")).toBeVisible();
  await addMany(orm, organisation.id, { people: 60, name: "Newcomer" });
  await expect(page.getByText("10 were confirmed, now it would go to 70.", { exact: false })).toBeVisible({
    timeout: 150_000,
  });
  const owner = organisation.emailOf("owner");
  await expect(page.getByText(`Mail to ${owner} that it has paused:`)).toBeVisible();
  await expect(page.getByText("sent a mail about the pause")).toBeVisible();
  await expect
    .poll(async () => {
      const answer = await fetch(`${world.simulatorUrl}/_ledger?token=sandbox-${organisation.id}`);
      const { items } = (await answer.json()) as { items: { to: string; subject: string; stream: string }[] };
      return items.map(({ to, subject, stream }) => ({ to, subject, stream }));
    })
    .toEqual([{ to: owner, subject: "“Test campaign” has paused", stream: "outbound" }]);
  await look("grown-audience");
  await page.getByRole("button", { name: "Change time" }).click();
  await expect(dialog).toContainText("10 people were confirmed before, now it would go to 70 people");
  await chooseTime(page, `${nextYear}-01-16`, "18:30");
  await look("change-time-grown", { whole: false });
  // A colleague is asked whether it goes out at once: the question stays, and says what was quicker.
  const other = await colleague(organisation.emailOf("admin"));
  await other.goto(page.url());
  await other.getByRole("button", { name: "Send to 70 people" }).click();
  const question = other.getByRole("dialog", { name: /^Send “.*” to 70 people\?$/ });
  await expect(question.getByRole("button", { name: "Send to 70 people" })).toBeEnabled();
  await dialog.getByRole("button", { name: "Schedule for 70 people" }).click();
  await expect(page.getByText("Confirmed for 70 people.")).toBeVisible();
  await expect(question.getByRole("status")).toHaveText("It has been given another time in the meantime.");
  await question.getByRole("button", { name: "Done" }).click();
  await expect(other.getByText("Confirmed for 70 people.")).toBeVisible();
});
