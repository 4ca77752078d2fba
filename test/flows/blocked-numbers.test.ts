import { blockedBy } from "@packpost/core/address/blocked-by-sql";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
const ana = "+15035550142";

beforeAll(async () => {
  await world.open();
  world.startWorker();
  web = await openWeb(world);
  organisation = await world.organisation(3);
  await world.owner.query(
    "update customer set phone = $2 where id in (select id from customer where organisation_id = $1 order by number limit 2)",
    [organisation.ctx.organisationId, ana],
  );
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const admin = () => web.as(organisation, "admin");

/** What stands in the way of somebody, by channel. */
async function isBlocked(channel: "email" | "sms", key: string): Promise<boolean> {
  const { rows } = await inOrganisation(world.orm, organisation.ctx.organisationId, (em) =>
    sql<{ blocked: boolean }>`select exists (select from suppression
      where organisation_id = app_organisation_id() and ${blockedBy(channel, sql`${key}::text`)}) as blocked`.execute(
      em.getKysely(),
    ),
  );
  return rows[0]?.blocked ?? false;
}

describe("C14 A12 a number is blocked for texts, mail is another matter", () => {
  it("C14 A12 is added, listed, searched, lifted and blocked again, apart from the list of mail", async () => {
    const caller = await admin();
    const sms = { channel: "sms" } as const;
    expect(await caller.suppression.add({ ...sms, value: "+1 (503) 555-0142" })).toEqual({
      ...{ outcome: "added", shown: "+1 503 555 0142", people: 2 },
    });
    expect(await caller.suppression.add({ ...sms, value: ana })).toMatchObject({ outcome: "already" });
    for (const search of ["", "(503) 555", "+1 503 555 0142", "0142"]) {
      const { suppressions, matching } = await caller.suppression.list({ ...sms, search });
      expect(suppressions).toMatchObject([{ kind: "number", value: "+1 503 555 0142", reason: "by_hand" }]);
      expect(matching).toBe(1);
    }
    for (const search of ["999", "tom"])
      expect((await caller.suppression.list({ ...sms, search })).suppressions).toEqual([]);
    expect(await caller.suppression.list({})).toMatchObject({ suppressions: [], matching: 0 });
    // All that the list of mail shows is lifted: the number is not on it.
    const all = { kind: "matching", search: "" } as const;
    expect(await caller.suppression.liftMany({ which: all })).toEqual({ lifted: [], complaints: 0 });
    const { lifted } = await caller.suppression.liftMany({ which: { ...all, ...sms } });
    expect(lifted).toHaveLength(1);
    expect((await caller.suppression.list(sms)).suppressions).toEqual([]);
    expect(await caller.suppression.blockAgain({ suppressionIds: lifted })).toEqual({ blocked: 1 });
    const [suppressionId = ""] = lifted;
    expect(await caller.suppression.lift({ suppressionId })).toEqual({ outcome: "lifted" });
  });

  it.each(["503 555 0142", "tom@browns.example", "browns.example", "+1 503", ""])(
    "C14 A14 refuses %j as a number, in words",
    async (value) => {
      const caller = await admin();
      expect(await caller.suppression.add({ channel: "sms", value })).toEqual({
        ...{ outcome: "nobody", fault: expect.stringMatching(/\w/) },
      });
    },
  );

  it("C14 where mail is blocked, a number is no address", async () => {
    expect(await (await admin()).suppression.add({ value: "+1 503 555 0142" })).toMatchObject({
      outcome: "nobody",
    });
  });

  it("C14 C18 a blocked number stops no mail, a blocked address no text", async () => {
    const caller = await admin();
    const [address = ""] = await world.owner
      .query("select email from customer where organisation_id = $1 order by number limit 1", [
        organisation.ctx.organisationId,
      ])
      .then(({ rows }) => rows.map(({ email }) => String(email).toLowerCase()));
    await caller.suppression.add({ channel: "sms", value: ana });
    expect([await isBlocked("sms", ana), await isBlocked("email", address)]).toEqual([true, false]);
    const first = await world.send(organisation, 3);
    await world.status(first, "sent");
    expect(await world.ledger(organisation.token)).toMatchObject({ distinctRecipients: 3 });

    await caller.suppression.add({ value: address });
    const [line] = (await caller.suppression.list({ channel: "sms" })).suppressions;
    await caller.suppression.lift({ suppressionId: line?.id ?? "" });
    expect([await isBlocked("sms", ana), await isBlocked("email", address)]).toEqual([false, true]);
    const second = await world.send(organisation, 2);
    await world.status(second, "sent");
    const { rows } = await world.owner.query(
      "select status, count(*)::int as n from recipient where broadcast_id = $1 group by 1 order by 1",
      [second],
    );
    expect(rows).toContainEqual({ status: "skipped", n: 1 });
  });

  it("C14 the database keeps E.164 only, and nothing else as a number", async () => {
    const write = (kind: string, value: string) =>
      world.owner.query(
        "insert into suppression (organisation_id, kind, value_key, reason) values ($1, $2, $3, 'by_hand')",
        [organisation.ctx.organisationId, kind, value],
      );
    for (const value of ["5035550142", "+0155", "a@b.example", "+1503555014200000", "+1 503 555 0142"])
      await expect(write("number", value)).rejects.toThrow(/suppression_value_check/);
    for (const kind of ["address", "domain"])
      await expect(write(kind, "+15035550199")).rejects.toThrow(/suppression_value_check/);
  });
});
