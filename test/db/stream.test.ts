import { setTimeout as sleep } from "node:timers/promises";
import { initOrm, inOrganisation } from "@packpost/db/orm";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import {
  hasPlaceForStream,
  type StreamOptions,
  streamInOrganisation,
} from "@packpost/db/stream-in-organisation";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let mine: LargeOrganisation;
let others: LargeOrganisation;

beforeAll(async () => {
  mine = await seedLarge({ orm: database.orm, customers: 300 });
  others = await seedLarge({ orm: database.orm, customers: 30 });
});

const stream = (options: StreamOptions, organisationId = mine.organisationId) =>
  streamInOrganisation(
    database.orm,
    organisationId,
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
    for await (const rows of await stream({ rows: 70 })) {
      portions.push(rows.length);
      numbers.push(...rows.map(({ number }) => number));
      expect(await idling()).toBe(1);
    }
    expect(portions).toEqual([70, 70, 70, 70, 20]);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    expect(await idling()).toBe(0);
  });

  it("C10 are of one moment, whatever is committed meanwhile", async () => {
    const rows = await stream({ rows: 200 });
    const first = await rows.next();
    await database.owner.query("update customer set number = number + 1000 where number > 250");
    const rest = await rows.next();
    expect([first.value?.length, rest.value?.length]).toEqual([200, 100]);
    expect(rest.value?.at(-1)).toEqual({ number: 300 });
    expect((await rows.next()).done).toBe(true);
    await database.owner.query("update customer set number = number - 1000 where number > 1000");
  });

  it("C10 leave nothing open when the reader goes away, or fails", async () => {
    const left = await stream({ rows: 10 });
    await left.next();
    await left.return(undefined);
    expect(await idling()).toBe(0);
    await expect(async () => {
      for await (const _ of await stream({ rows: 10 })) throw new Error("no more room on the disk");
    }).rejects.toThrow("no more room");
    expect(await idling()).toBe(0);
  });

  it("C10 one organisation has two places and others have theirs; who waits too long is told so", async () => {
    const held = [await stream({ rows: 10 }), await stream({ rows: 10 })];
    for (const rows of held) await rows.next();
    const third = stream({ rows: 10 });
    const other = await stream({ rows: 10 }, others.organisationId);
    expect((await other.next()).value).toHaveLength(10);
    await expect(third).rejects.toMatchObject({ name: "NoSlotError", retryAfterSeconds: 5 });
    const waits = stream({ rows: 10 });
    await held[0]?.return(undefined);
    expect((await (await waits).next()).value).toHaveLength(10);
    for (const rows of [...held, other, await waits]) await rows.return(undefined);
    expect(await idling()).toBe(0);
  });

  it.each([
    ["stops reading", true],
    ["never reads at all", false],
  ])(
    "C10 a reader who %s loses the place by our own timer, and gets an error instead of half a file",
    async (_, reads) => {
      const held = await Promise.all([1, 2].map(() => stream({ rows: 10, idleMs: 300 })));
      if (reads) for (const rows of held) await rows.next();
      const next = await stream({ rows: 10 });
      await expect.poll(idling, { timeout: 5_000 }).toBe(0);
      // The first of them has made room for this one; beside it there is room again once the second has ended too.
      await expect.poll(() => hasPlaceForStream(mine.organisationId), { timeout: 5_000 }).toBe(true);
      for (const rows of held) await expect(rows.next()).rejects.toThrow("too slow");
      expect((await next.next()).value).toHaveLength(10);
      await next.return(undefined);
    },
  );

  it("C10 a reader who takes a crumb now and then does not hold a place for ever", async () => {
    const rows = await stream({ rows: 1, idleMs: 5_000, wholeMs: 400 });
    const crumbs = async () => {
      for (;;) {
        await rows.next();
        await sleep(20);
      }
    };
    await expect(crumbs()).rejects.toThrow("too slow");
    expect(await idling()).toBe(0);
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
