import type { Role } from "@packpost/core/access/permissions";
import { auditSubjects } from "@packpost/core/audit-deeds";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { formatHint } from "../../apps/web/src/features/audit/audit-words.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let stranger: TestOrganisation;
let campaignId = "";

const caller = (role: "owner" | "admin" = "owner", of = organisation) => web.as(of, role);
const idOf = async (role: Role) => {
  // They are there once they have been asked for.
  await web.as(organisation, role);
  const { rows } = await world.owner.query(
    "select id from staff_member where organisation_id = $1 and role = $2",
    [organisation.ctx.organisationId, role],
  );
  return String(rows[0].id);
};
const put = (entry: object) =>
  world.owner.query(
    `insert into audit (organisation_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
     select $1, at, actor_kind, actor_id, action, subject_kind, subject_id, coalesce(detail, '{}')
     from jsonb_populate_record(null::audit, $2)`,
    [organisation.ctx.organisationId, JSON.stringify(entry)],
  );

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(3);
  stranger = await world.organisation(1);
  campaignId = await world.draft(organisation);
  await world.owner.query("update organisation set zone = 'America/New_York' where id = $1", [
    organisation.ctx.organisationId,
  ]);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

describe("O3 the audit as a page", () => {
  it("O3 says who did what to what, narrowed by person and by thing", async () => {
    const admin = await caller("admin");
    await admin.campaign.edit({ campaignId, version: 2, changes: { subject: "Other" } });
    const owner = await caller();
    await owner.suppression.add({ value: "rex@audit.example" });
    const all = await owner.audit.list({});
    expect(all.entries[0]).toMatchObject({
      action: "suppression.added",
      actor: { kind: "staff", name: expect.any(String) },
      subject: { kind: "suppression", name: "rex@audit.example" },
    });
    const ofAdmin = await owner.audit.list({ actor: await idOf("admin") });
    expect(ofAdmin.entries.map(({ action }) => action)).toEqual(["campaign.edited"]);
    const ofCampaign = await owner.audit.list({ subject: "campaign", subjectId: campaignId });
    expect(new Set(ofCampaign.entries.map(({ subject }) => subject.id))).toEqual(new Set([campaignId]));
    expect((await owner.audit.list({ subject: "webhook" })).entries).toEqual([]);
    expect((await owner.audit.list({ actor: "customers" })).entries).toEqual([]);
  });

  it("O3 counts days on the organisation's calendar, the last one to its end", async () => {
    const owner = await idOf("owner");
    const pass = {
      actor_kind: "staff",
      actor_id: owner,
      action: "pass.renamed",
      subject_kind: "pass",
      subject_id: organisation.passId,
    };
    await put({ ...pass, at: "2026-02-02T03:30:00Z", detail: { n: 1 } }); // 1 February, 22:30 in New York
    await put({ ...pass, at: "2026-02-02T05:00:00Z", detail: { n: 2 } }); // its first minute of the 2nd
    const of = async (from: string | null, to: string | null) =>
      (await (await caller()).audit.list({ subject: "pass", from, to })).entries.map(
        ({ detail }) => detail.n,
      );
    expect(await of("2026-02-01", "2026-02-01")).toEqual([1]);
    expect(await of("2026-02-02", "2026-02-02")).toEqual([2]);
    expect(await of("2026-02-01", null)).toEqual([2, 1]);
    expect(await of("2026-02-03", "2026-02-01")).toEqual([]);
  });

  it("O3 an entry opens with before and after, and with what its ids are called", async () => {
    const owner = await caller();
    const { senderName, senderEmail } = await owner.settings.get();
    await owner.settings.edit({
      ...{
        section: "sender",
        seen: { senderName, senderEmail },
        values: { senderName: "New name", senderEmail },
      },
    });
    const [line] = (await owner.audit.list({ subject: "organisation" })).entries;
    expect(await owner.audit.get({ entryId: line?.id ?? "" })).toMatchObject({
      action: "settings.changed",
      detail: { before: { senderName }, after: { senderName: "New name" } },
    });
    const senior = await idOf("senior");
    await put({
      ...{
        at: "2026-03-01T12:00:00Z",
        actor_kind: "staff",
        actor_id: await idOf("owner"),
        action: "conversation.assigned",
      },
      ...{ subject_kind: "thread", subject_id: crypto.randomUUID(), detail: { staffMemberId: senior } },
    });
    const [assigned] = (await owner.audit.list({ subject: "thread", to: "2026-03-01" })).entries;
    const { names } = await owner.audit.get({ entryId: assigned?.id ?? "" });
    expect(Object.keys(names)).toEqual([senior]);
  });

  it("V6 O3 says because of which visit a conversation was opened", async () => {
    const visits = [{ id: crypto.randomUUID(), startsAt: "2026-03-02T15:00:00Z" }];
    await put({
      ...{
        at: "2026-03-02T14:00:00Z",
        actor_kind: "staff",
        actor_id: await idOf("basic"),
        action: "conversation.opened",
      },
      ...{ subject_kind: "thread", subject_id: crypto.randomUUID(), detail: { visits } },
    });
    const { entries } = await (await caller()).audit.list({ actor: await idOf("basic") });
    const [line] = entries;
    expect(line && formatHint(line, "America/New_York")).toBe("because of the 10:00 visit");
  });

  it("O3 is told to nobody else: another organisation sees none of it, staff without the right are refused", async () => {
    const [line] = (await (await caller()).audit.list({})).entries;
    const theirs = await caller("owner", stranger);
    await expect(theirs.audit.get({ entryId: line?.id ?? "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { entries } = await theirs.audit.list({ subject: "campaign", subjectId: campaignId });
    expect(entries).toEqual([]);
    for (const role of ["senior", "basic"] as const)
      await expect((await web.as(organisation, role)).audit.list({})).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
  });

  it("O3 what it was done to has words of every kind that the table holds", async () => {
    const { rows } = await world.owner.query("select distinct subject_kind from audit");
    for (const { subject_kind: kind } of rows) expect(Object.keys(auditSubjects)).toContain(kind);
  });
});

describe("O3 the audit as a file", () => {
  async function fetchFile(role: "owner" | "senior", query = "") {
    const { GET } = await import("../../apps/web/src/app/api/export/audit/route.ts");
    const headers = await signIn(world, organisation, role);
    return GET(new Request(`${appUrl}/api/export/audit${query}`, { headers }), {});
  }

  it("O3 holds what the page shows, as text that no spreadsheet runs, and is written down itself", async () => {
    await world.owner.query("update campaign set name = '=1+1' where id = $1", [campaignId]);
    const answer = await fetchFile("owner", `?what=campaign&id=${campaignId}&from=nonsense`);
    expect(answer.status).toBe(200);
    const lines: Record<string, string>[] = parse(Buffer.from(await answer.arrayBuffer()), {
      bom: true,
      columns: true,
    });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]).toMatchObject({
      What: "changed the campaign",
      Called: "'=1+1",
      Action: "campaign.edited",
    });
    expect(lines[0]?.When).toMatch(/T\d\d:\d\d:\d\d-0[45]:00$/);
    const [first] = (await (await caller()).audit.list({})).entries;
    expect(first).toMatchObject({
      action: "audit.exported",
      detail: { subject: "campaign", subjectId: campaignId },
    });
  });

  it("O3 is given to nobody without the right", async () => {
    expect((await fetchFile("senior")).status).toBe(403);
  });
});
