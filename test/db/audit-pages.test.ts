import { auditEntries } from "@packpost/core/audit-log/entries-sql";
import { exportAudit } from "@packpost/core/audit-log/export-audit";
import { listAudit } from "@packpost/core/audit-log/list-audit";
import { type AuditFilter, exportAuditSchema, listAuditSchema } from "@packpost/core/audit-log/schemas";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
/** A million with AUDIT_ROWS=1000000: the same plans. */
const rows = Number(process.env.AUDIT_ROWS ?? 60_000);
let tenant: Awaited<ReturnType<typeof createTestOrganisation>>;
let rare = "";

const ctx = () => tenant.as("owner");
const filterOf = (asked: Partial<AuditFilter>) => exportAuditSchema.parse(asked);

beforeAll(async () => {
  const { orm, owner } = database;
  const other = await createTestOrganisation(orm);
  tenant = await createTestOrganisation(orm);
  rare = tenant.staff.senior;
  // Nine in ten are visits that an import brought; the owner edits; a colleague did one thing, long ago.
  await owner.query(
    `insert into audit (organisation_id, at, actor_kind, actor_id, action, subject_kind, subject_id)
     select organisation_id, timestamptz '2026-01-01 12:00Z' + make_interval(secs => n), case when n % 10 = 1 then 'staff' else 'system' end,
       case when n % 10 = 1 then owner_id end, case when n % 10 = 1 then 'campaign.edited' else 'appointment.created' end,
       case when n % 10 = 1 then 'campaign' else 'appointment' end, gen_random_uuid()
     from (values ($1::uuid, $2::uuid), ($3, $4)) of (organisation_id, owner_id), generate_series(1, $5::int) n`,
    [tenant.organisationId, tenant.staff.owner, other.organisationId, other.staff.owner, rows],
  );
  await owner.query(
    `insert into audit (organisation_id, at, actor_kind, actor_id, action, subject_kind, subject_id)
     values ($1, '2026-01-01 12:00Z', 'staff', $2, 'pass.renamed', 'pass', gen_random_uuid())`,
    [tenant.organisationId, rare],
  );
  await owner.query("vacuum analyze audit");
}, 300_000);

/** The plan as the app's role has it, behind row-level security, and how many blocks of 8 kB it touched. */
function explain(asked: Partial<AuditFilter>) {
  return inOrganisation(database.orm, tenant.organisationId, async (em) => {
    const { rows: lines } = await sql<{ "QUERY PLAN": string }>`
      explain (analyze, buffers, costs off, timing off, summary off)
      ${auditEntries(filterOf(asked), { after: null, rows: 51 })}`.execute(em.getKysely());
    const plan = lines.map((line) => line["QUERY PLAN"]).join("\n");
    const [, hit = "0"] = /shared hit=(\d+)/.exec(plan) ?? [];
    const [, read = "0"] = /shared (?:hit=\d+ )?read=(\d+)/.exec(plan) ?? [];
    return { plan, blocks: Number(hit) + Number(read) };
  });
}

describe("O3 a page of a large audit", () => {
  it.each<[string, () => Partial<AuditFilter>, RegExp]>([
    ["of everybody", () => ({}), /audit_by_time/],
    ["of days", () => ({ from: "2026-01-01", to: "2026-01-01" }), /audit_by_time/],
    ["of a kind of thing", () => ({ subject: "campaign" }), /audit_by_kind/],
    ["of a kind that nothing was done to", () => ({ subject: "webhook" }), /audit_by_kind/],
    ["of Packpost itself", () => ({ actor: "packpost" }), /audit_by_kind/],
    ["of one person", () => ({ actor: tenant.staff.owner }), /audit_by_actor/],
    ["of somebody who did one thing", () => ({ actor: rare }), /audit_by_actor/],
    [
      "of a person and what they never touch",
      () => ({ actor: tenant.staff.owner, subject: "pass" }),
      /audit_by_actor/,
    ],
  ])("O3 %s reads a page, by index", async (what, asked, index) => {
    const { plan, blocks } = await explain(asked());
    if (process.env.AUDIT_ROWS) {
      const began = performance.now();
      await listAudit({
        ctx: ctx(),
        input: listAuditSchema.parse({ ...asked(), cursor: null, pageSize: 50 }),
      });
      console.log(`a page ${what}: ${Math.round(performance.now() - began)} ms, ${blocks} blocks`);
    }
    expect(plan).toMatch(index);
    expect(plan).not.toContain("Seq Scan on audit");
    expect(blocks, plan).toBeLessThan(700);
  });

  it("O3 pages follow each other without a hole or a repetition, whatever the filter", async () => {
    for (const asked of [
      {},
      { actor: tenant.staff.owner },
      { actor: "packpost" as const },
      { subject: "campaign" as const },
    ]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < 4; page++) {
        const read: Awaited<ReturnType<typeof listAudit>> = await listAudit({
          ctx: ctx(),
          input: listAuditSchema.parse({ ...asked, cursor, pageSize: 7 }),
        });
        seen.push(...read.entries.map(({ id }) => id));
        cursor = read.nextCursor;
      }
      const all = await inOrganisation(database.orm, tenant.organisationId, (em) =>
        sql<{ id: string }>`${auditEntries(filterOf(asked), { after: null, rows: 28 })}`.execute(
          em.getKysely(),
        ),
      );
      expect(seen).toEqual(all.rows.map(({ id }) => id));
      expect(new Set(seen).size).toBe(28);
    }
  });

  it("O3 a file's first portion is there at once", async () => {
    const began = performance.now();
    const { pages } = await exportAudit({ ctx: ctx(), input: filterOf({}) });
    const first = await pages.next();
    await pages.return(undefined);
    expect(first.value).toHaveLength(500);
    if (process.env.AUDIT_ROWS)
      console.log(`first portion after ${Math.round(performance.now() - began)} ms`);
  });
});
