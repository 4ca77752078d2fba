import { readFileSync } from "node:fs";
import { join } from "node:path";
import { databaseNow } from "@packpost/db/database-now";
import { Audit } from "@packpost/db/entities/audit.entity";
import { Customer } from "@packpost/db/entities/customer.entity";
import { Family } from "@packpost/db/entities/family.entity";
import { Preference } from "@packpost/db/entities/preference.entity";
import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { Suppression } from "@packpost/db/entities/suppression.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

/** A word that stands nowhere else, among all that a text built by hand would stumble over. */
const secret = "Quendelwurz";
const awkward = `${secret} o'Neil \\ "x" ? ?? \\? $1 $$ {a,b} ; -- Ünï 🐾\nend`;

const database = openTestDatabase();
let organisation: TestOrganisation;
let organisationId: TestOrganisation["organisationId"];

beforeAll(async () => {
  const { rows } = await database.owner.query("select current_database() as name");
  await database.owner.query(`alter database ${rows[0].name} set log_statement = 'all'`);
  // The pools have connections from before.
  await database.owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
    [rows[0].name],
  );
  organisation = await createTestOrganisation(database.orm, { name: awkward });
  ({ organisationId } = organisation);
});

const unit = <T>(work: (em: EntityManager) => Promise<T>) =>
  inOrganisation(database.orm, organisationId, work);

function person(em: EntityManager, number: number, familyId: string) {
  return em.create(Customer, {
    ...{ organisationId, number, family: familyId, firstName: awkward, lastName: `${awkward} ${number}` },
    email: `${secret}.${number}@inbox.example`,
    lastTransactionAt: new Date("2026-03-29T01:30:00.123Z"),
  });
}

describe("the ORM's statements", () => {
  it("C17 values are no part of their text, and come back as they were written", async () => {
    const familyId = crypto.randomUUID();
    await unit(async (em) => {
      em.create(Family, { organisationId, id: familyId, name: awkward });
      for (const number of [1, 2, 3]) person(em, number, familyId);
    });
    const people = await unit(async (em) => {
      const found = await em.find(
        Customer,
        { firstName: awkward, family: familyId },
        { orderBy: { number: 1 } },
      );
      // Of several at once: a statement of cases.
      for (const each of found)
        em.assign(each, { firstName: `${awkward} edited ${each.number}`, phone: null });
      return found;
    });
    expect(people.map(({ number, email }) => [number, email])).toEqual(
      [1, 2, 3].map((number) => [number, `${secret}.${number}@inbox.example`]),
    );
    await unit(async (em) => {
      const [one, two, three] = await em.find(
        Customer,
        { id: { $in: people.map(({ id }) => id) }, lastName: { $like: `${secret}%` } },
        { orderBy: { number: 1 } },
      );
      expect([one, two, three].map((each) => each?.firstName)).toEqual(
        [1, 2, 3].map((number) => `${awkward} edited ${number}`),
      );
      expect(two).toMatchObject({ phone: null, lastTransactionAt: new Date("2026-03-29T01:30:00.123Z") });
      const changed = await em.nativeUpdate(
        Customer,
        { organisationId, email: `${secret}.2@inbox.example` },
        { lastName: awkward, phone: null, number: 42, updatedAt: databaseNow() },
      );
      expect(changed).toBe(1);
      expect(await em.count(Customer, { organisationId, lastName: awkward, number: 42 })).toBe(1);
    });
  });

  it("upserts, batches and documents keep their values", async () => {
    const now = new Date("2026-10-25T00:59:59.999Z");
    const entries = ["a", "b"]
      .map((name) => `${secret}.${name}@block.example`.toLowerCase())
      .map((valueKey) => ({
        ...{ organisationId, id: crypto.randomUUID(), kind: "address" as const, valueKey },
        ...{ reason: "by_hand" as const, providerMessage: awkward, createdAt: now, liftedAt: null },
      }));
    const document = {
      name: awkward,
      list: [awkward, 1, null, true, { deep: awkward }],
      none: null,
      much: 2 ** 53,
    };
    const detail = [document, awkward, 7];
    const subjectId = crypto.randomUUID();
    await unit(async (em) => {
      for (const entry of entries) em.create(Suppression, entry);
      em.create(Audit, {
        ...{ organisationId, actorKind: "system", actorId: null, action: awkward, subjectKind: "test" },
        ...{ subjectId, detail },
      });
      const family = em.create(Family, { organisationId, id: crypto.randomUUID(), name: awkward });
      const customer = person(em, 9, family.id);
      await em.flush();
      const preference = { organisationId, customer: customer.id, channel: "campaign" as const };
      for (const subscribed of [true, false])
        await em.upsertMany(Preference, [
          {
            ...preference,
            subscribed,
            source: "staff",
            emailKey: `${secret}@upsert.example`.toLowerCase(),
            changedAt: now,
          },
          {
            ...preference,
            channel: "text",
            subscribed: true,
            source: "staff",
            emailKey: null,
            changedAt: now,
          },
        ]);
      expect(
        await em.count(Preference, { customer: customer.id, subscribed: false, emailKey: { $ne: null } }),
      ).toBe(1);
    });
    await unit(async (em) => {
      expect((await em.findOneOrFail(Audit, { subjectId })).detail).toEqual(detail);
      const found = await em.find(
        Suppression,
        { id: { $in: entries.map(({ id }) => id) } },
        { orderBy: { valueKey: 1 } },
      );
      expect(found).toMatchObject(entries);
      expect(
        await em.nativeDelete(Suppression, {
          organisationId,
          valueKey: { $like: "%.a@block.example" },
          providerMessage: awkward,
          liftedAt: null,
        }),
      ).toBe(1);
      const staff = { organisationId, id: organisation.staff.senior };
      const senior = await em.findOneOrFail(StaffMember, staff);
      em.assign(senior, { name: awkward });
      await em.flush();
    });
    await unit(async (em) => {
      expect((await em.findOneOrFail(StaffMember, { name: awkward })).id).toBe(organisation.staff.senior);
    });
  });

  it("a statement written by hand has bytes, lists, big numbers and names in their places", async () => {
    const bytes = Buffer.from([0, 255, 63, 92, 39]);
    const [row] = await unit((em) =>
      em.execute(
        "select ?::bytea as bytes, ?::bigint as big, ?::text as none, ? in (?) as among, ?::jsonb as document, '\\?' as mark, ? = app_now() and ? as ??",
        [bytes, 2n ** 62n, null, awkward, ["a", awkward], { name: awkward }, databaseNow(), true, `a"b`],
      ),
    );
    expect(row).toEqual({
      ...{ bytes, big: String(2n ** 62n), none: null, among: true, document: { name: awkward }, mark: "?" },
      'a"b': true,
    });
    const many = Array.from({ length: 65_536 }, (_, index) => index);
    await expect(unit((em) => em.execute("select 1 where 1 in (?)", [many]))).rejects.toThrow("in batches");
  });

  it("C17 not one of all these values is in what the database logged of its statements", async () => {
    const mark = crypto.randomUUID();
    await unit((em) => em.execute(`select 'the end of it: ${mark}'`));
    const logFile = join(inject("services").runDirectory, "logs", "postgres.log");
    const log = await waitUntil("the log", () => {
      const text = readFileSync(logFile, "utf8");
      return text.includes(mark) && text;
    });
    const kinds = [
      'insert into "customer" .*\\$24',
      'update "customer" set .* case .*\\$9',
      'update "customer" set .*\\$5',
      'select .* "customer" .* like \\$4',
      'insert into "preference" .* on conflict .*',
      'delete from "suppression" .*\\$2',
    ];
    for (const kind of kinds) expect(log).toMatch(new RegExp(`execute <unnamed>: ${kind}`));
    expect(log.split("\n").filter((line) => line.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  });
});
