import { randomUUID } from "node:crypto";
import { createAppointment } from "@packpost/core/appointment/create-appointment";
import { findPets } from "@packpost/core/appointment/find-pets";
import { listSchedule } from "@packpost/core/appointment/list-schedule";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { findFamilies } from "@packpost/core/conversation/inbox/find-families";
import { lookUp } from "@packpost/core/look-up/look-up";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let okafor: Awaited<ReturnType<typeof createFamily>>;
let browns: Awaited<ReturnType<typeof createFamily>>;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  const family = (firstName: string, pet: string) =>
    createFamily(organisation, { passId, people: [{ firstName }], pets: [{ name: pet }] });
  okafor = await family("Chidi Okafor", "Mango");
  browns = await family("Ana Brown", "Mango");
  const { campaignId } = await createCampaign({ ctx: organisation.as("senior"), input: {} });
  await database.owner.query("update campaign set name = 'Mango season' where id = $1", [campaignId]);
});

const ask = (term: string, role: Role = "senior", of = organisation) =>
  lookUp({ ctx: of.as(role), input: { term } });

describe("V12 the palette's look-up", () => {
  it("V12 finds families, says who of them is named, and campaigns", async () => {
    const { families, campaigns } = await ask("mango");
    expect(families.map(({ id }) => id).toSorted()).toEqual([okafor.familyId, browns.familyId].toSorted());
    for (const { people, pets } of families) {
      expect(people.map(({ isNamed }) => isNamed)).toEqual([false]);
      expect(pets.map(({ isNamed }) => isNamed)).toEqual([true]);
    }
    expect(campaigns.map(({ name }) => name)).toEqual(["Mango season"]);
    const [found] = (await ask("okafor")).families;
    expect(found?.people).toEqual([expect.objectContaining({ id: okafor.customerIds[0], isNamed: true })]);
  });

  it("V6 V12 basic staff find the families of today's visits, nobody else, and no campaigns", async () => {
    expect(await ask("mango", "basic")).toEqual({ families: [], campaigns: [], alerts: [] });
    const own = { staffMemberId: null, from: null, days: 1 };
    const { today } = await listSchedule({ ctx: organisation.as("senior"), input: own });
    const visit = { date: today, time: "23:30", minutes: 15, anyway: true, appointmentId: randomUUID() };
    const who = { petId: browns.petIds[0] ?? "", staffMemberId: organisation.staff.basic };
    await createAppointment({ ctx: organisation.as("senior"), input: { ...visit, ...who } });
    const seen = await ask("mango", "basic");
    expect([seen.families.map(({ id }) => id), seen.campaigns]).toEqual([[browns.familyId], []]);
    expect((await ask("okafor", "basic")).families).toEqual([]);
  });

  it("A1 V12 finds alerts by their words, the newest first, for whoever sends them and only where texting is on", async () => {
    const of = await createTestOrganisation(database.orm);
    const { organisationId } = of;
    const say = async (body: string, at: string) => {
      const { rows } = await database.owner.query(
        "insert into broadcast (organisation_id, kind) values ($1, 'alert') returning id",
        [organisationId],
      );
      await database.owner.query(
        `insert into alert (organisation_id, id, range_kind, from_at, until_at, body, created_by, created_at)
         values ($1, $2, 'tomorrow', $5::timestamptz, $5::timestamptz + interval '1 day', $3, $4, $5)`,
        [organisationId, rows[0].id, body, of.staff.admin, at],
      );
    };
    await say("The river trail is flooded.", "2026-01-01");
    await say("The River café is closed.", "2026-02-01");
    const bodies = async (role: Role) => (await ask("river", role, of)).alerts.map(({ body }) => body);
    expect(await bodies("admin")).toEqual([]);
    await database.owner.query(
      "insert into texting (organisation_id, number, enabled_at) values ($1, '+12025550100', now())",
      [organisationId],
    );
    expect(await bodies("admin")).toEqual(["The River café is closed.", "The river trail is flooded."]);
    const { alerts } = await ask("river cafe", "owner", of);
    // An instant, not its text: the palette shows when.
    expect(alerts.map(({ createdAt }) => createdAt)).toEqual([expect.any(Date)]);
    expect(await bodies("senior")).toEqual([]);
    expect(await bodies("basic")).toEqual([]);
  });

  it("T54 V12 finds nothing of another organisation, and nothing for nothing", async () => {
    const stranger = await createTestOrganisation(database.orm);
    expect(await ask("mango", "owner", stranger)).toEqual({ families: [], campaigns: [], alerts: [] });
    for (const term of ["", "%", "_", "\\", "zzzzqqq"]) expect((await ask(term)).families).toEqual([]);
  });
});

describe("V2 one look-up for new messages, visits and the palette", () => {
  it("V2 nobody called exactly so is lost among many who are called nearly so", async () => {
    const of = await createTestOrganisation(database.orm);
    const pass = await createPass(of);
    await Promise.all(
      Array.from({ length: 90 }, (_, n) =>
        createFamily(of, { passId: pass, people: [{ firstName: `Annabel Johann${n}` }] }),
      ),
    );
    const exact = await createFamily(of, {
      passId: pass,
      people: [{ firstName: "Ann" }],
      pets: [{ name: "Rex" }],
    });
    const ctx = of.as("senior");
    expect((await findFamilies({ ctx, input: { term: "ann" } }))[0]?.id).toBe(exact.familyId);
    expect((await findPets({ ctx, input: { term: "ann" } }))[0]?.family.id).toBe(exact.familyId);
    expect((await ask("ann", "senior", of)).families[0]?.id).toBe(exact.familyId);
  });

  it.each([
    ["words of two names", "okafor mango"],
    ["words the other way round", "mango chidi"],
    ["a slip in the second word", "chidi okafro"],
    ["the beginning of a word", "oka"],
  ])("V2 by %s", async (_, term) => {
    for (const found of [
      (await findFamilies({ ctx: organisation.as("senior"), input: { term } }))[0]?.id,
      (await findPets({ ctx: organisation.as("senior"), input: { term } }))[0]?.family.id,
      (await ask(term)).families[0]?.id,
    ])
      expect(found).toBe(okafor.familyId);
  });
});
