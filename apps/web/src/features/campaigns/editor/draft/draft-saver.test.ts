import type { EditCampaignOutcome } from "@packpost/core/campaign/draft/edit-campaign";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DraftBackup } from "./draft-backup.ts";
import type { DraftFields } from "./draft-fields.ts";
import { DraftSaver } from "./draft-saver.ts";

const start = {
  name: "n",
  passId: null,
  subject: "",
  preheader: "",
  bodyMarkdown: "",
  version: 1,
  updatedAt: new Date(0),
};

function setUp(backup: DraftBackup | null = null) {
  const kept = { backup };
  const save = vi.fn<(version: number, changes: Partial<DraftFields>) => Promise<EditCampaignOutcome>>(
    async (version) => ({
      outcome: "saved",
      version: version + 1,
      updatedAt: new Date(1),
    }),
  );
  const saver = new DraftSaver(start, {
    save,
    backup: {
      read: () => kept.backup,
      write: (next) => {
        kept.backup = next;
      },
    },
  });
  return { kept, save, saver };
}

describe("a draft that saves itself", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("saves once when the typing pauses, only what changed", async () => {
    const { kept, save, saver } = setUp();
    saver.change({ subject: "H" });
    saver.change({ subject: "Hi" });
    expect(kept.backup?.mine.subject).toBe("Hi");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save.mock.calls).toEqual([[1, { subject: "Hi" }]]);
    expect(saver.read()).toMatchObject({ version: 2, state: { kind: "saved" } });
    expect(kept.backup).toBeNull();
  });

  it("saves what was typed during a save afterwards, with the new version", async () => {
    const { save, saver } = setUp();
    save.mockImplementationOnce(async (version) => {
      saver.change({ bodyMarkdown: "later" });
      return { outcome: "saved", version: version + 1, updatedAt: new Date(1) };
    });
    saver.change({ subject: "Hi" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save.mock.calls).toEqual([
      [1, { subject: "Hi" }],
      [2, { bodyMarkdown: "later" }],
    ]);
    expect(saver.isDirty()).toBe(false);
  });

  it("keeps everything when the server cannot be reached, and tries again", async () => {
    const { kept, save, saver } = setUp();
    save.mockRejectedValueOnce(new TypeError("fetch failed"));
    saver.change({ subject: "Hi" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.read().state.kind).toBe("failed");
    expect(kept.backup?.mine.subject).toBe("Hi");
    await vi.advanceTimersByTimeAsync(3_000);
    expect(saver.read().state.kind).toBe("saved");
  });

  it("C5 keeps a text that is too long here, and saves the rest", async () => {
    const { kept, save, saver } = setUp();
    const pasted = "a".repeat(308_000);
    saver.change({ bodyMarkdown: pasted });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).not.toHaveBeenCalled();
    expect(saver.read()).toMatchObject({ fields: { bodyMarkdown: pasted }, state: { kind: "too_long" } });
    expect(kept.backup?.mine.bodyMarkdown).toBe(pasted);
    saver.change({ subject: "Hi" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save.mock.calls).toEqual([[1, { subject: "Hi" }]]);
    expect(saver.read().state.kind).toBe("too_long");
    expect(await saver.flush()).toBe(false);
    saver.change({ bodyMarkdown: "fits" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save.mock.calls.at(-1)).toEqual([2, { bodyMarkdown: "fits" }]);
    expect(saver.read().state.kind).toBe("saved");
    expect(kept.backup).toBeNull();
  });

  it("joins a newer version that touched other fields", async () => {
    const { save, saver } = setUp();
    const newer = { ...start, name: "theirs", version: 5 };
    save.mockResolvedValueOnce({ outcome: "conflict", newer });
    saver.change({ subject: "mine" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save.mock.calls.at(-1)).toEqual([5, { subject: "mine" }]);
    expect(saver.read().fields).toMatchObject({ name: "theirs", subject: "mine" });
  });

  it("asks where both changed the same field, and writes nothing until then", async () => {
    const { save, saver } = setUp();
    save.mockResolvedValueOnce({ outcome: "conflict", newer: { ...start, subject: "theirs", version: 5 } });
    saver.change({ subject: "mine" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(saver.read()).toMatchObject({
      fields: { subject: "mine" },
      state: { kind: "conflict", clashes: ["subject"] },
    });
    saver.change({ subject: "mine!" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    saver.resolve("mine");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save.mock.calls.at(-1)).toEqual([5, { subject: "mine!" }]);
  });

  it("takes up what an earlier visit could not save", async () => {
    const mine = { name: "n", passId: null, subject: "kept", preheader: "", bodyMarkdown: "" };
    const { save, saver } = setUp({ version: 1, base: { ...mine, subject: "" }, mine });
    saver.restore();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save.mock.calls).toEqual([[1, { subject: "kept" }]]);
  });
});
