import { expect, test } from "../fixtures/test.ts";
import { saveSettings } from "../pages/settings.ts";
import { openDraft } from "../pages/write-campaign.ts";

test("C7 O2 one asks, a colleague declines with a note, then approves: in two browsers", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}, info) => {
  await organisation.addPeople(["anna@mail.example", "ben@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await saveSettings(page, "Approval", { "Ask above so many people": "1" });
  await look("approval-setting", { whole: false });

  await openDraft(page, draft);
  await page.getByRole("button", { name: "Send to 2 people" }).click();
  const ask = page.getByRole("dialog", { name: /^Ask to send .* to 2 people\?$/ });
  await expect(ask).toContainText("A second person approves so many");
  await look("approval-ask", { whole: false });
  await ask.getByRole("button", { name: "Ask to send to 2 people" }).click();
  const notice = page.getByRole("region", { name: "Approval" });
  await expect(notice).toContainText("Waiting for a colleague to approve it");
  await expect(page.getByRole("button", { name: /^Send to/ })).toBeHidden();
  await page.mouse.move(0, 0);
  await look("approval-waiting");

  const theirs = await colleague(organisation.emailOf("admin"));
  await theirs.goto("/campaigns?status=approval");
  await expect(theirs.getByText("To approve")).toBeVisible();
  await theirs.goto(draft);
  const asked = theirs.getByRole("region", { name: "Approval" });
  await expect(asked).toContainText("asks to send it to 2 people");
  await theirs.screenshot({ path: info.outputPath("approval-asked.png") });
  await asked.getByRole("button", { name: "Decline…" }).click();
  const decline = theirs.getByRole("dialog", { name: /^Decline to send/ });
  await decline.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(decline).toContainText("Say why, in a few words.");
  await decline.getByLabel("Why").fill("The year in the text is wrong");
  await decline.getByRole("button", { name: "Decline", exact: true }).click();

  await expect(notice).toContainText("declined to send it");
  await expect(notice).toContainText("The year in the text is wrong");
  await look("approval-declined");
  await page.getByRole("button", { name: "Send to 2 people" }).click();
  await ask.getByRole("button", { name: "Ask to send to 2 people" }).click();
  await expect(notice).toContainText("Waiting for a colleague");

  await expect(asked.getByRole("button", { name: "Approve…" })).toBeVisible();
  await asked.getByRole("button", { name: "Approve…" }).click();
  const approve = theirs.getByRole("dialog", { name: /^Approve sending/ });
  await theirs.screenshot({ path: info.outputPath("approval-approve.png") });
  await approve.getByRole("button", { name: "Approve and send to 2 people" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(theirs.getByText(/Scheduled|Sending|Sent/).first()).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "this campaign" })).toBeVisible();
});

test("O3 who did what: filters in the address, an entry with before and after, a file", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await saveSettings(page, "Approval", { "Ask above so many people": "77" });
  await page.goto("/settings/audit");
  const table = page.getByRole("table", { name: "Audit" });
  await expect(table).toContainText("Changed the settings".toLowerCase());
  await look("audit");
  await page
    .getByRole("combobox", { name: "What it was done to" })
    .selectOption({ label: "Settings and exports of lists" });
  await expect(page).toHaveURL(/what=organisation/);
  await table
    .getByRole("button", { name: /changed the settings/i })
    .first()
    .click();
  const panel = page.getByRole("dialog", { name: "What was done" });
  await expect(panel).toContainText("Approval above");
  await expect(panel).toContainText("→ 77");
  await look("audit-entry", { whole: false });
  await page.goBack();
  await expect(panel).toBeHidden();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export the audit" }).click();
  expect((await download).suggestedFilename()).toBe("Audit.csv");
  await page.getByLabel("From").fill("2020-01-01");
  await page.getByLabel("Through").fill("2020-01-02");
  await expect(page.getByText("Nothing was done")).toBeVisible();
  await look("audit-empty");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(table).toBeVisible();
});
