import { afterEach, expect, it, vi } from "vitest";
import { Outbox } from "./outbox.ts";
import type { OutboxItem, PostOutcome } from "./outbox-item.ts";
import type { OutboxStore } from "./outbox-store.ts";

afterEach(() => void vi.useRealTimers());

interface Item extends OutboxItem {
  readonly body: string;
  readonly seenNumber: number | null;
}

function itemOf(entryId: string, more: Partial<Item> = {}): Item {
  return { entryId, threadId: "t", writtenAtMs: 0, body: entryId, seenNumber: 3, ...more };
}

/** A browser's storage, and a server that keeps each id once. */
function world() {
  const stored = new Map<string, Item>();
  const store: OutboxStore<Item> = {
    list: () => [...stored.values()],
    get: (entryId) => stored.get(entryId),
    put: (item) => void stored.set(item.entryId, item),
    remove: (entryId) => void stored.delete(entryId),
    has: (entryId) => stored.has(entryId),
  };
  const server = {
    taken: [] as string[],
    calls: 0,
    answer: async (): Promise<PostOutcome> => ({ outcome: "posted" }),
  };
  let turn = Promise.resolve();
  const open = () =>
    new Outbox({
      store,
      post: async ({ entryId }, signal) => {
        server.calls++;
        const said = await server.answer();
        if (signal.aborted) return { outcome: "no_answer" };
        if (said.outcome === "posted" && !server.taken.includes(entryId)) server.taken.push(entryId);
        return said;
      },
      whenReachable: () => new Promise((resolve) => setTimeout(resolve, 1_000)),
      // As a lock of the browser: one after the other, whichever tab.
      alone: (_, act) => {
        turn = turn.then(act);
        return turn;
      },
      now: () => Date.now(),
      meant: (item) => ({ ...item, seenNumber: null }),
      onPosted: () => undefined,
    });
  return { stored, server, open };
}

it("T11 a double click, a retry and a second tab send it once; what is written is sent in its order", async () => {
  vi.useFakeTimers();
  const { server, open, stored } = world();
  const outbox = open();
  outbox.add(itemOf("a"));
  outbox.add(itemOf("a"));
  outbox.add(itemOf("b"));
  const other = open();
  outbox.retry("b");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.taken).toEqual(["a", "b"]);
  expect(stored.size).toBe(0);
  expect(other.read().every(({ state }) => state.kind === "posted")).toBe(true);
  outbox.settle(({ entryId }) => entryId === "a" || entryId === "b");
  expect(outbox.read()).toEqual([]);
});

it("T11 without an answer it waits, survives a reload and goes out with the same id", async () => {
  vi.useFakeTimers();
  const { server, open } = world();
  server.answer = async () => ({ outcome: "no_answer" });
  const outbox = open();
  outbox.add(itemOf("a"));
  await vi.advanceTimersByTimeAsync(500);
  expect(outbox.read()[0]?.state.kind).toBe("waiting");
  const reloaded = open();
  expect(reloaded.read().map(({ item }) => item.entryId)).toEqual(["a"]);
  server.answer = async () => ({ outcome: "posted" });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.taken).toEqual(["a"]);
});

it("V10 T13 a colleague's answer stops it until somebody decides, and stops nothing in other threads", async () => {
  vi.useFakeTimers();
  const { server, open, stored } = world();
  server.answer = async () => ({ outcome: "colleague_replied", name: "Ben", at: new Date(0), number: 4 });
  const outbox = open();
  outbox.add(itemOf("a"));
  await vi.advanceTimersByTimeAsync(100);
  expect(outbox.read()[0]?.state).toMatchObject({ kind: "colleague", name: "Ben" });
  server.answer = async () => ({ outcome: "posted" });
  outbox.add(itemOf("b", { threadId: "other" }));
  await vi.advanceTimersByTimeAsync(100);
  expect(server.taken).toEqual(["b"]);
  outbox.sendAnyway("a");
  expect(stored.get("a")?.seenNumber).toBe(null);
  await vi.advanceTimersByTimeAsync(100);
  expect(server.taken).toEqual(["b", "a"]);
});

it("V2 what is refused can be taken back as a draft, and is not sent by a reload", async () => {
  vi.useFakeTimers();
  const { server, open, stored } = world();
  server.answer = async () => ({ outcome: "refused", error: { message: "Too long." } });
  const outbox = open();
  outbox.add(itemOf("a"));
  await vi.advanceTimersByTimeAsync(100);
  expect(outbox.read()[0]?.state.kind).toBe("refused");
  expect(outbox.takeBack("a")?.body).toBe("a");
  expect(stored.size).toBe(0);
});

it("V8 T11 what the server has refused goes out when a person says so: not by a reload, not by another tab", async () => {
  vi.useFakeTimers();
  const { server, open, stored } = world();
  const refusal = { data: { error: { message: "Texting is switched off." } } };
  const outbox = open();
  server.answer = async () => ({ outcome: "no_answer" });
  outbox.add(itemOf("a"));
  await vi.advanceTimersByTimeAsync(500);
  // A second tab takes it over while it waits for the connection; the first one is refused.
  const second = open();
  server.answer = async () => ({ outcome: "refused", error: refusal });
  await vi.advanceTimersByTimeAsync(5_000);
  server.answer = async () => ({ outcome: "posted" });
  const reloaded = open();
  for (const page of [outbox, second, reloaded]) page.takeOver();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.taken).toEqual([]);
  for (const page of [outbox, second, reloaded])
    expect(page.read()[0]?.state).toEqual({ kind: "refused", error: refusal });
  expect(stored.get("a")?.refused).toEqual(refusal);
  reloaded.retry("a");
  await vi.advanceTimersByTimeAsync(100);
  for (const page of [outbox, second]) page.takeOver();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.taken).toEqual(["a"]);
  expect(stored.size).toBe(0);
  expect(second.read()[0]?.state.kind).toBe("posted");
});

it("V8 what was refused can go another way, under its id", async () => {
  vi.useFakeTimers();
  const { server, open, stored } = world();
  server.answer = async () => ({ outcome: "refused", error: { message: "Texting is not switched on." } });
  const outbox = open();
  outbox.add(itemOf("a", { body: "By text" }));
  await vi.advanceTimersByTimeAsync(100);
  server.answer = async () => ({ outcome: "posted" });
  outbox.sendAs("a", (item) => ({ ...item, body: "Into the thread alone" }));
  expect(stored.get("a")).toMatchObject({ body: "Into the thread alone", refused: undefined });
  await vi.advanceTimersByTimeAsync(100);
  expect(server.taken).toEqual(["a"]);
});

it("V15 other words went out under its id: it stays in sight with an id of its own, also after a reload, until a person decides", async () => {
  vi.useFakeTimers();
  const { server, open, stored } = world();
  server.answer = async () => ({ outcome: "earlier_wording_sent", at: new Date(5) });
  const outbox = open();
  outbox.add(itemOf("a"));
  await vi.advanceTimersByTimeAsync(100);
  const [kept] = outbox.read();
  expect(kept).toMatchObject({ state: { kind: "earlier", at: new Date(5) }, item: { body: "a" } });
  expect(kept?.item.entryId).not.toBe("a");
  expect([...stored.keys()]).toEqual([kept?.item.entryId]);
  server.answer = async () => ({ outcome: "posted" });
  const reloaded = open();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloaded.read()[0]?.state.kind).toBe("earlier");
  expect(server.taken).toEqual([]);
  reloaded.sendAnyway(kept?.item.entryId ?? "");
  await vi.advanceTimersByTimeAsync(100);
  expect(server.taken).toEqual([kept?.item.entryId]);
  expect(stored.size).toBe(0);
});
