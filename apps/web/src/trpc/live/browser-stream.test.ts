import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LiveTopic } from "#web/server/live/topics.ts";
import { BrowserStream } from "./browser-stream.ts";
import type { OpenStream } from "./stream-leader.ts";

// Node has the browser's locks and channels; the server's stream stands here as what each tab opens.
type Opened = { tab: string; topics: readonly string[]; handlers: Parameters<OpenStream>[1] };

/** A browser with the streams that are open in it. */
function browser({ viewer = randomUUID(), shared = true } = {}) {
  const open: Opened[] = [];
  const tabs: BrowserStream[] = [];
  const openTab = (name: string, as = viewer) => {
    const news: unknown[] = [];
    const refusals: unknown[] = [];
    const stream = new BrowserStream({
      name: `packpost-live-test/${as}`,
      open: (topics, handlers) => {
        const opened = { tab: name, topics: topics.map(({ id }) => id).toSorted(), handlers };
        open.push(opened);
        return () => void open.splice(open.indexOf(opened), 1);
      },
      locks: shared ? navigator.locks : undefined,
      openChannel: shared ? (channel) => new BroadcastChannel(channel) : undefined,
      onConnected: () => undefined,
      onRefused: (refusal) => refusals.push(refusal),
    });
    tabs.push(stream);
    const follow = (id: string) =>
      stream.follow(topicOf(id), {
        onEvent: ({ topic, error }) => news.push(error ? `${topic.id}: ${error.code}` : topic.id),
        onConnected: (connected) => news.push(connected),
        onRefused: ({ httpStatus }) => news.push(httpStatus),
      });
    return { stream, news, refusals, follow };
  };
  closing.push(() => {
    for (const tab of tabs) tab.leave();
  });
  return { open, openTab };
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const topicOf = (id: string): LiveTopic => ({ kind: "campaign", id });
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const say = (opened: Opened | undefined, id: string) =>
  opened?.handlers.onEvent({ topic: topicOf(id), error: { code: "not_found", message: "for a test" } });

describe("one live stream per browser", () => {
  it("ten tabs hold one stream, which follows what any of them wants, and each hears its own", async () => {
    const { open, openTab } = browser();
    const tabs = Array.from({ length: 10 }, (_, index) => openTab(`tab ${index}`));
    for (const [index, tab] of tabs.entries()) tab.follow(index < 5 ? "a" : `only ${index}`);
    await until(() =>
      expect(open.map(({ topics }) => topics)).toEqual([
        ["a", "only 5", "only 6", "only 7", "only 8", "only 9"],
      ]),
    );
    say(open[0], "a");
    await until(() => expect(tabs.map(({ news }) => news.length)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]));
    // Whoever comes later is told at once what is known.
    const late = openTab("late");
    late.follow("a");
    await until(() => expect(late.news).toEqual(["a: not_found"]));
    expect(open).toHaveLength(1);
  });

  it("when the tab that holds it goes, another opens it anew with what all of the others want", async () => {
    const { open, openTab } = browser();
    const first = openTab("first");
    first.follow("a");
    await until(() => expect(open.map(({ tab }) => tab)).toEqual(["first"]));
    const [second, third] = [openTab("second"), openTab("third")];
    second.follow("b");
    third.follow("c");
    await until(() => expect(open[0]?.topics).toEqual(["a", "b", "c"]));
    first.stream.leave();
    await until(() => expect(open.map(({ topics }) => topics)).toEqual([["b", "c"]]));
    expect(open[0]?.tab).not.toBe("first");
    say(open[0], "c");
    await until(() => expect(third.news).toEqual(["c: not_found"]));
    // What a tab wanted that is gone is not followed any longer.
    third.stream.leave();
    await until(() => expect(open.map(({ topics }) => topics)).toEqual([["b"]]));
  });

  it("the tab that is being looked at takes it over, and nothing of the other one counts after that", async () => {
    const { open, openTab } = browser();
    const [hidden, seen] = [openTab("hidden"), openTab("seen")];
    hidden.follow("a");
    await until(() => expect(open.map(({ tab }) => tab)).toEqual(["hidden"]));
    const [before] = open;
    seen.follow("a");
    await until(() => expect(open[0]?.topics).toEqual(["a"]));
    seen.stream.takeOver();
    await until(() => expect(open.map(({ tab }) => tab)).toEqual(["seen"]));
    say(before, "a");
    say(open[0], "a");
    await until(() => expect(hidden.news).toEqual(["a: not_found"]));
    expect(seen.news).toEqual(["a: not_found"]);
    // The one relieved takes it up again when that one goes.
    seen.stream.leave();
    await until(() => expect(open.map(({ tab }) => tab)).toEqual(["hidden"]));
  });

  it("a refusal reaches every tab; it is tried again when told to, or when its time has come", async () => {
    const { open, openTab } = browser();
    const [one, other] = [openTab("one"), openTab("other")];
    one.follow("a");
    other.follow("b");
    await until(() => expect(open[0]?.topics).toEqual(["a", "b"]));
    open[0]?.handlers.onRefused({ httpStatus: 401, retryAfterSeconds: undefined });
    await until(() => expect([one.refusals.length, other.refusals.length]).toEqual([1, 1]));
    expect(open).toEqual([]);
    other.stream.again();
    await until(() => expect(open[0]?.topics).toEqual(["a", "b"]));
    open[0]?.handlers.onRefused({ httpStatus: 429, retryAfterSeconds: 0.1 });
    await until(() => expect(one.news).toEqual([401, 429]));
    await until(() => expect(open[0]?.topics).toEqual(["a", "b"]));
  });

  it("tabs of somebody else who is signed in share nothing with these", async () => {
    const { open, openTab } = browser();
    const [mine, theirs] = [openTab("mine"), openTab("theirs", randomUUID())];
    mine.follow("a");
    theirs.follow("a");
    await until(() => expect(open.map(({ tab }) => tab).toSorted()).toEqual(["mine", "theirs"]));
    say(
      open.find(({ tab }) => tab === "theirs"),
      "a",
    );
    await until(() => expect(theirs.news).toEqual(["a: not_found"]));
    expect(mine.news).toEqual([]);
  });

  it("without locks or channels each tab has a stream of its own", async () => {
    const { open, openTab } = browser({ shared: false });
    const tabs = [openTab("one"), openTab("other")];
    for (const { follow } of tabs) follow("a");
    await until(() => expect(open.map(({ tab }) => tab)).toEqual(["one", "other"]));
    for (const opened of open) say(opened, "a");
    expect(tabs.map(({ news }) => news)).toEqual([["a: not_found"], ["a: not_found"]]);
  });

  it("forty pages are followed; those beyond are told, and ask by themselves", async () => {
    const { open, openTab } = browser();
    const tab = openTab("one with many");
    for (let n = 0; n < 42; n += 1) tab.follow(String(n).padStart(2, "0"));
    await until(() => expect(open[0]?.topics).toHaveLength(40));
    await until(() => expect(tab.news).toEqual(["40: rate_limited", "41: rate_limited"]));
  });

  it("T8 is opened anew when the network is back or the machine woke, by the tab that holds it alone", async () => {
    const { open, openTab } = browser();
    const [first, second] = [openTab("first"), openTab("second")];
    first.follow("a");
    await until(() => expect(open.map(({ tab }) => tab)).toEqual(["first"]));
    second.follow("b");
    await until(() => expect(open[0]?.topics).toEqual(["a", "b"]));
    const [dead] = open;
    // Every tab hears of it; whoever only listens opens nothing.
    second.stream.reopen();
    expect(open).toEqual([dead]);
    first.stream.reopen();
    await until(() => expect(open).toHaveLength(1));
    await until(() => expect(open[0]).not.toBe(dead));
    expect(open[0]?.topics).toEqual(["a", "b"]);
    // The new one begins with the present state of everything.
    say(open[0], "b");
    await until(() => expect(second.news).toContain("b: not_found"));
  });

  it("T55 is opened anew after a right has gone, so that what is still theirs goes on", async () => {
    const { open, openTab } = browser();
    const tab = openTab("one");
    tab.follow("a");
    await until(() => expect(open).toHaveLength(1));
    open[0]?.handlers.onRefused({ httpStatus: 403, retryAfterSeconds: undefined });
    await until(() => expect(open).toEqual([]));
    await until(() => expect(open[0]?.topics).toEqual(["a"]));
  });

  it("goes on while somebody goes from page to page, and ends when nothing is wanted", async () => {
    const { open, openTab } = browser();
    const tab = openTab("one");
    const leave = tab.follow("a");
    await until(() => expect(open[0]?.topics).toEqual(["a"]));
    leave();
    const leaveNext = tab.follow("b");
    await until(() => expect(open.map(({ topics }) => topics)).toEqual([["b"]]));
    leaveNext();
    await until(() => expect(open).toEqual([]));
  });
});
