import { afterEach, expect, it, vi } from "vitest";
import { DraftKeeper, type KeptDraft, type SaveDraft } from "./draft-keeper.ts";

afterEach(() => void vi.useRealTimers());

/** A server that keeps one draft as core does, and a browser's backup. */
function world(server: KeptDraft = { body: "", version: 0 }) {
  const save: SaveDraft = async (body, version, textTo) => {
    if (kept.away) throw new Error("away");
    if (version <= kept.server.version) return { outcome: "older", ...kept.server };
    kept.server = { body, version, ...(textTo !== null && { textTo }) };
    return { outcome: "saved", version };
  };
  const kept = { server, backup: null as KeptDraft | null, away: false, save };
  const open = (seen: KeptDraft | undefined = kept.server) =>
    new DraftKeeper({
      server: seen,
      backup: { read: () => kept.backup, write: (draft) => Object.assign(kept, { backup: draft }) },
      save: (body, version, textTo) => kept.save(body, version, textTo),
      whenReachable: () => new Promise((resolve) => setTimeout(resolve, 1_000)),
      pauseMs: 500,
    });
  return { kept, open };
}

it("V2 T12 what is typed is on the server after a pause and in the browser at once", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  open().type("See you at f");
  expect(kept.backup?.body).toBe("See you at f");
  await vi.advanceTimersByTimeAsync(600);
  expect(kept.server.body).toBe("See you at f");
  expect(open({ body: "", version: 0 }).read().body).toBe("See you at f");
});

it("T6 T12 by which way it is to go stays with it, over a reload and on another device, and is gone with it when it is sent", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  const keeper = open();
  keeper.type("See you at four");
  keeper.direct("nobody");
  keeper.type("See you at five");
  expect(open({ body: "", version: 0 }).read()).toMatchObject({ body: "See you at five", textTo: "nobody" });
  await vi.advanceTimersByTimeAsync(600);
  expect(kept.server).toMatchObject({ body: "See you at five", textTo: "nobody" });
  const { server } = kept;
  kept.backup = null;
  const elsewhere = open(server);
  expect(elsewhere.read()).toMatchObject({ body: "See you at five", textTo: "nobody" });
  elsewhere.direct("stranger");
  await vi.advanceTimersByTimeAsync(600);
  keeper.take(kept.server);
  expect(keeper.read()).toMatchObject({ body: "See you at five", textTo: "stranger", other: null });
  expect(keeper.send()).toMatchObject({ body: "See you at five" });
  expect(keeper.read().textTo ?? null).toBeNull();
});

it("T12 what was sent does not come back, from a late save or another tab", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  const keeper = open();
  keeper.type("See you");
  const sent = keeper.send();
  kept.server = { body: "", version: sent.version + 1 };
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept.server.body).toBe("");
  keeper.take({ body: "See you", version: sent.version });
  expect(keeper.read().body).toBe("");
  keeper.type("And");
  await vi.advanceTimersByTimeAsync(600);
  expect(kept.server.body).toBe("And");
});

it("V15 T12 what was handed on and may have been taken, its answer lost, stays and is kept, whatever the server has emptied", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  const keeper = open();
  keeper.type("On Friday");
  await vi.advanceTimersByTimeAsync(600);
  // The server has scheduled it, emptied the draft, and its answer never came.
  kept.server = { body: "", version: keeper.read().version + 1 };
  keeper.goOn();
  keeper.take(kept.server);
  expect(keeper.read()).toMatchObject({ body: "On Friday", other: null });
  keeper.type("On Saturday");
  await vi.advanceTimersByTimeAsync(600);
  expect(kept.server.body).toBe("On Saturday");
  expect(open().read().body).toBe("On Saturday");
});

it("T12 what the page that was left has saved is not unsaved in the next one: it follows another tab", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  open().type("See you at f");
  await vi.advanceTimersByTimeAsync(600);
  const next = open({ body: "", version: 0 });
  let saves = 0;
  const { save } = kept;
  kept.save = (...draft) => {
    saves += 1;
    return save(...draft);
  };
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saves).toBe(1);
  next.take({ body: "See you at four", version: 2 });
  expect(next.read()).toMatchObject({ body: "See you at four", other: null });
});

it("T12 after a reload it follows another tab at once, though what the browser kept is not saved yet; not over what was typed here", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  open().type("See you at f");
  kept.away = true;
  const next = open({ body: "", version: 0 });
  next.follow({ body: "See you at four", version: 2 });
  expect(next.read()).toMatchObject({ body: "See you at four", other: null });
  next.type("See you at five");
  next.follow({ body: "See you at six", version: 4 });
  expect(next.read()).toMatchObject({ body: "See you at five", other: { body: "See you at six" } });
});

it("T12 of the same version with other words a person is asked, and it is not saved for ever", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  const keeper = open();
  kept.away = true;
  keeper.type("Mine");
  await vi.advanceTimersByTimeAsync(600);
  kept.server = { body: "Theirs", version: 1 };
  kept.away = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(keeper.read()).toMatchObject({ body: "Mine", other: { body: "Theirs" } });
  keeper.choose("mine");
  await vi.advanceTimersByTimeAsync(600);
  expect(kept.server).toEqual({ body: "Mine", version: 2 });
});

it("T12 two devices that both typed ask a person; one that did not follows", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  const keeper = open();
  keeper.take({ body: "From the phone", version: 5 });
  expect(keeper.read()).toEqual({ body: "From the phone", version: 5, other: null });
  keeper.type("Mine");
  kept.server = { body: "Theirs", version: 40 };
  await vi.advanceTimersByTimeAsync(600);
  expect(keeper.read().other?.body).toBe("Theirs");
  expect(kept.server.body).toBe("Theirs");
  keeper.choose("mine");
  await vi.advanceTimersByTimeAsync(600);
  expect(kept.server.body).toBe("Mine");
});

it("V2 without a server it is tried again until it is kept", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  kept.away = true;
  open().type("On the train");
  await vi.advanceTimersByTimeAsync(3_000);
  kept.away = false;
  await vi.advanceTimersByTimeAsync(1_500);
  expect(kept.server.body).toBe("On the train");
});

it("V2 what the server does not take is kept in the browser and said to be, until it does", async () => {
  vi.useFakeTimers();
  const { kept, open } = world();
  const { save } = kept;
  kept.save = async (...draft) => (draft[0].length > 10 ? { outcome: "refused" } : save(...draft));
  const keeper = open();
  keeper.type("Much too long");
  await vi.advanceTimersByTimeAsync(600);
  expect(keeper.read()).toMatchObject({ body: "Much too long", refused: true });
  expect(kept.backup?.body).toBe("Much too long");
  expect(open({ body: "", version: 0 }).read().body).toBe("Much too long");
  keeper.type("Shorter");
  await vi.advanceTimersByTimeAsync(600);
  expect(keeper.read()).toMatchObject({ body: "Shorter", refused: false });
  expect(kept.server.body).toBe("Shorter");
});
