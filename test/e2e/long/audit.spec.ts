import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import { expect, test } from "../fixtures/test.ts";
import { readExport } from "../pages/read-export.ts";
import { saveSettings } from "../pages/settings.ts";

const rows = 10_000;
/** One in so many is somebody else's deed. */
const oneIn = 40;

/** Ten thousand entries of 400 days, 25 a day, the newest from yesterday. */
async function fillAudit(orm: Orm, id: string): Promise<void> {
  const organisationId = organisationIdFrom(id);
  await inOrganisation(orm, organisationId, (em) =>
    sql`
      insert into audit (organisation_id, at, actor_kind, actor_id, action, subject_kind, subject_id)
      select ${organisationId}, (current_date - 1 - n / 25) + time '10:00' + make_interval(mins => n % 25), 'staff', staff_member.id,
        case when n % ${oneIn} = 0 then 'suppression.added' else 'campaign.edited' end,
        case when n % ${oneIn} = 0 then 'suppression' else 'campaign' end, gen_random_uuid()
      from generate_series(0, ${rows - 1}::int) n
      join staff_member on staff_member.organisation_id = ${organisationId} and staff_member.role = case when n % ${oneIn} = 0 then 'admin' else 'senior' end`.execute(
      em.getKysely(),
    ),
  );
}

test("O3 ten thousand entries: by person, by kind of thing, by days, read on, and as a file", async ({
  page,
  organisation,
  orm,
  signInAs,
  look,
}) => {
  await fillAudit(orm, organisation.id);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/audit");
  const table = page.getByRole("table", { name: "Audit" });
  const lines = table.locator("tbody tr");
  await expect(lines).toHaveCount(50);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(lines).toHaveCount(100);
  await look("audit-many", { whole: false });

  await page.getByRole("combobox", { name: "Who" }).selectOption({ label: "The admin" });
  await expect(page).toHaveURL(/by=/);
  await expect(lines).toHaveCount(50);
  await expect(table.getByText("The senior")).toHaveCount(0);
  await expect(lines.first()).toContainText("The admin");
  await page.getByRole("combobox", { name: "What it was done to" }).selectOption("campaign");
  await expect(page.getByText("Nothing was done")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  // What was read before stands there again.
  await expect(lines).toHaveCount(100);

  const day = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("From").fill(day);
  await page.getByLabel("Through").fill(day);
  await expect(lines).toHaveCount(25);
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=${day}`));
  await look("audit-day");
  const ofDay = await readExport(page, "Export the audit");
  expect(ofDay.lines).toHaveLength(25);
  // The address is the filter: it can be sent to a colleague, and a reload keeps it.
  await page.reload();
  await expect(lines).toHaveCount(25);
  await page.goto("/settings/audit");
  await expect(lines.first()).toContainText("exported");
  const all = await readExport(page, "Export the audit");
  expect(all.lines.filter(({ Kind }) => Kind === "campaign")).toHaveLength(rows - rows / oneIn);
  expect(all.lines.filter(({ Who }) => Who === "The admin")).toHaveLength(rows / oneIn);
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
