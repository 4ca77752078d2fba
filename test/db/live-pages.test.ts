import { connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { ChangeListener } from "../../apps/web/src/server/live/change-listener.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

const database = openTestDatabase();
const stopping = new AbortController();
afterAll(() => stopping.abort());

let topics = 0;
const newTopic = () => `campaign/of-a-test/${++topics}`;
const announce = (topic: string) => database.app.query("select announce_change($1)", [topic]);

function listener(url = database.appUrl) {
  const losses: unknown[] = [];
  const changes = new ChangeListener({
    url,
    heartbeatMs: 300,
    signal: stopping.signal,
    onLost: (error) => losses.push(error),
  });
  return { changes, losses };
}

/** Arms a topic as soon as that can be. @returns how often it was woken, and what takes it back */
async function arm(changes: ChangeListener, topic: string) {
  let woken = 0;
  const disarm = await waitUntil(`${topic} to be armed`, () => changes.arm(topic, () => woken++));
  return { woken: () => woken, disarm };
}

/** A way to the database that can be cut without a word: packets go nowhere, and nobody is told. */
async function openCuttable() {
  const target = new URL(database.appUrl);
  let cut = false;
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    if (cut) return void sockets.add(from);
    const to = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on("data", (bytes) => cut || other.write(bytes));
      one.on("error", () => undefined);
      one.on("close", () => cut || other.destroy());
    }
  }).listen(0, "127.0.0.1");
  await waitUntil("the way to be open", () => server.listening);
  const address = server.address();
  const url = new URL(database.appUrl);
  url.hostname = "127.0.0.1";
  url.port = String(typeof address === "object" ? address?.port : 0);
  return {
    url: url.href,
    cut: (is: boolean) => {
      cut = is;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe("changes are announced to whoever waits for them", () => {
  it("wakes each process that has armed the topic, and nobody else", async () => {
    const [one, other] = [listener(), listener()];
    const [topic, another] = [newTopic(), newTopic()];
    const armed = [await arm(one.changes, topic), await arm(other.changes, topic)];
    const elsewhere = await arm(one.changes, another);
    await announce(topic);
    await waitUntil("both to be woken", () => armed.every(({ woken }) => woken() > 0));
    expect(elsewhere.woken()).toBe(0);
    // What one has taken back, the other still hears.
    armed[0]?.disarm();
    await announce(topic);
    await waitUntil("the other to be woken", () => armed[1]?.woken() === 2);
    expect(armed[0]?.woken()).toBe(1);
  });

  it("sends no notification while nobody waits: it would take a lock that all commits share", async () => {
    const heard: unknown[] = [];
    const bare = new pg.Client({ connectionString: database.appUrl });
    await bare.connect();
    bare.on("notification", ({ payload }) => heard.push(payload));
    await bare.query("listen packpost_live");
    const { changes } = listener();
    const [quiet, loud] = [newTopic(), newTopic()];
    const taken = await arm(changes, quiet);
    taken.disarm();
    await arm(changes, loud);
    await announce(quiet);
    await announce(loud);
    await waitUntil("the one that is waited for", () => heard.includes(loud));
    expect(heard).toEqual([loud]);
    await bare.end();
  });

  it("lets nobody wait past a change that is not committed yet: they would read before it, and miss it", async () => {
    const { changes } = listener();
    await arm(changes, newTopic());
    const topic = newTopic();
    const writer = await database.app.connect();
    await writer.query("begin");
    await writer.query("select announce_change($1)", [topic]);
    expect(await changes.arm(topic, () => undefined)).toBeUndefined();
    await writer.query("commit");
    expect(await changes.arm(topic, () => undefined)).toBeDefined();
    // Armed first: it is told once that has committed.
    const later = newTopic();
    const { woken } = await arm(changes, later);
    await writer.query("begin");
    await writer.query("select announce_change($1)", [later]);
    await writer.query("commit");
    writer.release();
    await waitUntil("to be woken", () => woken() === 1);
  });

  it("changes twenty thousand topics in one transaction without filling the table of locks", async () => {
    const { rows } = await database.app.query(
      "select count(announce_change('campaign/of-many/' || n)) as changed from generate_series(1, 20000) n",
    );
    expect(rows).toEqual([{ changed: "20000" }]);
  });
});

describe("T9 the connection that hears of changes", () => {
  it("that is ended by the server wakes all who relied on it, and is made anew", async () => {
    const { changes, losses } = listener();
    const topic = newTopic();
    const before = await arm(changes, topic);
    await database.owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'packpost live pages' and datname = current_database()",
    );
    await waitUntil("all to be woken", () => before.woken() === 1);
    expect(losses).toHaveLength(1);
    const after = await arm(changes, topic);
    await announce(topic);
    await waitUntil("the change to be heard", () => after.woken() === 1);
    expect(before.woken()).toBe(1);
  });

  it("that is half open, without an error and without news, is noticed by its own heartbeat", async () => {
    const way = await openCuttable();
    const { changes, losses } = listener(way.url);
    const topic = newTopic();
    const before = await arm(changes, topic);
    way.cut(true);
    await announce(topic);
    await waitUntil("all to be woken", () => before.woken() === 1);
    expect(String(losses[0])).toContain("silent");
    // Nothing can be armed meanwhile, and nobody waits long to learn it.
    expect(await changes.arm(topic, () => undefined)).toBeUndefined();
    way.cut(false);
    const after = await arm(changes, topic);
    await announce(topic);
    await waitUntil("the change to be heard", () => after.woken() === 1);
    way.close();
  });
});
