import { isCompared, readHoldState, releaseSending } from "@packpost/core/restore/release-sending";
import { initOrm, type Orm } from "@packpost/db/orm";
import { WORKFLOWS } from "@packpost/workflows/task-queues";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let owner: Orm;
beforeAll(async () => {
  await world.open();
  owner = await initOrm({ url: world.ownerUrl, poolSize: 1 });
});
afterAll(async () => {
  await owner.close(true);
  await world.close();
});

const databaseName = () => new URL(world.ownerUrl).pathname.slice(1);

/** As the server's administrator, with nobody else connected. */
async function administer(statements: readonly string[]): Promise<void> {
  const url = new URL(world.ownerUrl);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
        databaseName(),
      ]);
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

/** A copy of the database as it is, as a dump that is restored would be: all its rows, in a database of another identity. */
const backUp = () => administer([`create database ${databaseName()}_backup template ${databaseName()}`]);

/** Puts the backup in the database's place. */
const restore = () =>
  administer([
    `alter database ${databaseName()} rename to ${databaseName()}_lost`,
    `alter database ${databaseName()}_backup rename to ${databaseName()}`,
    `drop database ${databaseName()}_lost with (force)`,
    // As sealDatabase and a restore of a cluster's globals leave it.
    `alter database ${databaseName()} set search_path = public, pg_temp`,
  ]);

async function kill(worker: {
  signal(signal: "SIGKILL"): void;
  readonly exited: Promise<string>;
}): Promise<void> {
  worker.signal("SIGKILL");
  await worker.exited;
}

const accepted = async (organisation: TestOrganisation) => (await world.ledger(organisation.token)).accepted;

const holdOf = async () => {
  const { rows } = await world.owner.query("select held_because, lost_from, lost_until from installation");
  return rows[0];
};

let sweeps = 0;
/** What the schedules do every minute in life, with short times. */
async function sweep(): Promise<void> {
  sweeps += 1;
  await world.client.workflow.execute("restoreSweep", {
    args: [{ timings: quickTimings }],
    taskQueue: WORKFLOWS,
    workflowId: `restore/${sweeps}`,
  });
}

/** Until every open call is settled and all that was sent since the backup is known. */
const compared = () =>
  waitUntil(
    "all to be compared",
    async () => {
      await sweep();
      const state = await readHoldState(owner);
      return state !== null && isCompared(state) ? state : undefined;
    },
    60_000,
  );

/** So that a campaign takes some seconds. */
const setPace = (organisation: TestOrganisation, perSecond: number | null) =>
  world.owner.query(
    `insert into sender (organisation_id, stream, per_second) values ($1, 'bulk', $2)
     on conflict (organisation_id, stream) do update set per_second = excluded.per_second, next_slot_at = now()`,
    [organisation.ctx.organisationId, perSecond],
  );

// Minutes; what it is made of is tested in flows/{restored-database,found-after-restore}.
describe.runIf(process.env.FAULTS === "full")("a database that is put back from a backup", () => {
  it("O4 in the middle of a campaign, after more was sent: held, compared, released; nobody twice, nobody lost", async () => {
    const audience = 4_000;
    const organisation = await world.organisation(audience);
    await setPace(organisation, 400);
    const first = world.startWorker();
    const campaignId = await world.send(organisation, audience);
    await waitUntil("a fifth to be sent", async () => (await accepted(organisation)) >= 800);
    // Claims are open in the backup: it is made in the midst of calls.
    await kill(first);
    await backUp();
    const atBackup = await accepted(organisation);

    const second = world.startWorker();
    await waitUntil("more to be sent", async () => (await accepted(organisation)) >= atBackup + 800);
    await kill(second);
    await restore();
    const before = await accepted(organisation);
    expect(before).toBeGreaterThanOrEqual(atBackup + 800);
    const known = await world.statuses(campaignId);
    expect(known.sent ?? 0).toBeLessThanOrEqual(atBackup);

    world.startWorker();
    await waitUntil("the hold", async () => (await holdOf())?.held_because ?? undefined);
    expect((await holdOf())?.held_because).toBe("another_database");
    await setPace(organisation, null);
    const refused = await releaseSending(owner, null);
    expect(refused.outcome).toBe("not_compared");

    const state = await compared();
    expect(state.found).toBeGreaterThanOrEqual(before - atBackup - 500);
    // Nobody was written to meanwhile, and whoever was is known to have been.
    expect(await accepted(organisation)).toBe(before);
    expect((await world.statuses(campaignId)).sent).toBe(before);

    expect(await releaseSending(owner, null)).toEqual({ outcome: "released" });
    await waitUntil(
      "the rest to be sent",
      async () => {
        await world.wake(organisation, campaignId);
        return world.status(campaignId, "sent", 2_000).catch(() => undefined);
      },
      60_000,
    );
    expect(await world.statuses(campaignId)).toEqual({ sent: audience });
    expect(await world.ledger(organisation.token)).toMatchObject({
      ...{ accepted: audience, distinctRecipients: audience, duplicates: 0 },
    });
    expect(await world.broken(organisation)).toEqual([]);
    await Promise.all(world.workers.map((worker) => worker.stop()));
  }, 240_000);

  it("O4 before a campaign began that has gone out since: its author is asked, and whoever got it does not get it again", async () => {
    const audience = 1_500;
    const organisation = await world.organisation(audience);
    const campaignId = await world.due(organisation, audience);
    // Its audience is not in the backup: there it only waits for its time, a moment after the newest look of a worker.
    await world.owner.query("update broadcast set send_at = now() + interval '3 seconds' where id = $1", [
      campaignId,
    ]);
    await backUp();
    await setPace(organisation, 300);
    const worker = world.startWorker();
    await world.wake(organisation, campaignId);
    await waitUntil("some to be sent", async () => (await accepted(organisation)) >= 400, 60_000);
    await kill(worker);
    await restore();
    const before = await accepted(organisation);
    expect(await world.statuses(campaignId)).toEqual({});

    world.startWorker();
    await waitUntil("the hold", async () => (await holdOf())?.held_because ?? undefined);
    await compared();
    expect(await releaseSending(owner, null)).toEqual({ outcome: "released" });
    const asked = async () => {
      await world.wake(organisation, campaignId);
      return world.status(campaignId, "paused", 2_000).catch(() => undefined);
    };
    await waitUntil("it to ask", asked, 60_000);
    const { rows } = await world.owner.query("select pause_reason from broadcast where id = $1", [
      campaignId,
    ]);
    expect(rows[0].pause_reason).toMatch(/put back from a backup/);
    const notices = await world.owner.query(
      "select about from delivery where campaign_id = $1 and purpose = 'notice'",
      [campaignId],
    );
    expect(notices.rows).toEqual([{ about: "pause" }]);
    expect(await accepted(organisation)).toBe(before);

    await world.owner.query(
      "update broadcast set status = 'scheduled', pause_reason = null, resumed_at = now(), revision = revision + 1, changed_at = now() where id = $1",
      [campaignId],
    );
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent", 60_000);
    expect(await world.statuses(campaignId)).toEqual({ sent: audience });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: audience, duplicates: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  }, 240_000);
});
