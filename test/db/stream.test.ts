import { setTimeout as sleep } from "node:timers/promises";
import { initOrm, inOrganisation } from "@packpost/db/orm";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { streamInOrganisation } from "@packpost/db/stream-in-organisation";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let mine: LargeOrganisation;

beforeAll(async () => {
  mine = await seedLarge({ orm: database.orm, customers: 300 });
  await seedLarge({ orm: database.orm, customers: 30 });
});

const stream = (options: { rows: number; idleSeconds?: number }) =>
  streamInOrganisation(
    database.orm,
    mine.organisationId,
    sql<{ number: number }>`select number from customer where number > ${0}::int order by number`,
    options,
  );

/** Transactions of the app's role that are open between two statements. */
async function idling(): Promise<number> {
  const { rows } = await database.owner.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'packpost_app' and xact_start is not null",
  );
  return rows[0]?.n ?? -1;
}

describe("rows through a cursor", () => {
  it("C10 come in portions, each once, of this organisation alone, and the transaction ends with them", async () => {
    const portions: number[] = [];
    const numbers: number[] = [];
    for await (const rows of stream({ rows: 70 })) {
      portions.push(rows.length);
      numbers.push(...rows.map(({ number }) => number));
      expect(await idling()).toBe(1);
    }
    expect(portions).toEqual([70, 70, 70, 70, 20]);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    expect(await idling()).toBe(0);
  });

  it("C10 are of one moment, whatever is committed meanwhile", async () => {
    const rows = stream({ rows: 200 });
    const first = await rows.next();
    await database.owner.query("update customer set number = number + 1000 where number > 250");
    const rest = await rows.next();
    expect([first.value?.length, rest.value?.length]).toEqual([200, 100]);
    expect(rest.value?.at(-1)).toEqual({ number: 300 });
    expect((await rows.next()).done).toBe(true);
    await database.owner.query("update customer set number = number - 1000 where number > 1000");
  });

  it("C10 leave nothing open when the reader goes away, or fails", async () => {
    const left = stream({ rows: 10 });
    await left.next();
    await left.return(undefined);
    expect(await idling()).toBe(0);
    await expect(async () => {
      for await (const _ of stream({ rows: 10 })) throw new Error("no more room on the disk");
    }).rejects.toThrow("no more room");
    expect(await idling()).toBe(0);
  });

  it("C10 are read by three at a time, so that pages find a connection; the fourth waits", async () => {
    const streams = Array.from({ length: 4 }, () => stream({ rows: 10 }));
    const firsts = streams.map((rows) => rows.next());
    await Promise.all(firsts.slice(0, 3));
    expect(await idling()).toBe(3);
    await streams[0]?.return(undefined);
    await firsts[3];
    for (const rows of streams) await rows.return(undefined);
    expect(await idling()).toBe(0);
  });

  it("C10 a reader who neither reads nor leaves loses the transaction, and gets an error instead of half a file", async () => {
    const rows = stream({ rows: 10, idleSeconds: 1 });
    await rows.next();
    await expect.poll(idling, { timeout: 5_000 }).toBe(0);
    await sleep(50);
    await expect(rows.next()).rejects.toThrow();
    const alive = await inOrganisation(database.orm, mine.organisationId, (em) =>
      sql`select count(*)::int as n from customer`.execute(em.getKysely()),
    );
    expect(alive.rows).toEqual([{ n: 300 }]);
  });

  it("a transaction whose connection dies gives its place in the pool back", async () => {
    const orm = await initOrm({ url: database.appUrl, poolSize: 1 });
    const count = () =>
      inOrganisation(orm, mine.organisationId, async (em) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from customer`.execute(
          em.getKysely(),
        );
        return rows[0]?.n;
      });
    try {
      await expect(
        inOrganisation(orm, mine.organisationId, async (em) => {
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(em.getKysely());
          await database.owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
          await sql`select 1`.execute(em.getKysely());
        }),
      ).rejects.toThrow();
      expect(await count()).toBe(300);
      expect(await count()).toBe(300);
    } finally {
      await orm.close(true);
    }
  });
});
