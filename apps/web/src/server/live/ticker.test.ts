import { describe, expect, it, vi } from "vitest";
import { Ticker } from "./ticker.ts";

describe("ticker", () => {
  it("reads once for all its listeners, tells changes only, and stops with the last", async () => {
    vi.useFakeTimers();
    let reads = 0;
    const idle = vi.fn();
    const ticker = new Ticker({
      read: async () => ({ sent: Math.floor(reads++ / 2) }),
      textOf: JSON.stringify,
      paceMs: () => 100,
      arm: async () => undefined,
      onIdle: idle,
    });
    const stop = new AbortController();
    const seen: unknown[][] = [[], []];
    const listening = seen.map(async (list) => {
      for await (const value of ticker.listen(stop.signal)) list.push(value);
    });
    await vi.advanceTimersByTimeAsync(350);
    expect(reads).toBe(4);
    expect(seen).toEqual([
      [{ sent: 0 }, { sent: 1 }],
      [{ sent: 0 }, { sent: 1 }],
    ]);
    stop.abort();
    await Promise.all(listening);
    expect(idle).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1000);
    expect(reads).toBe(4);
    vi.useRealTimers();
  });

  it("hands a failed read to its listeners", async () => {
    const ticker = new Ticker({
      read: () => Promise.reject(new Error("gone")),
      textOf: JSON.stringify,
      paceMs: () => 100,
      arm: async () => undefined,
      onIdle: () => undefined,
    });
    await expect(ticker.listen(new AbortController().signal).next()).rejects.toThrow("gone");
  });

  it("reads no more once its next change is announced, at once when it is, and on a tick while it moves", async () => {
    vi.useFakeTimers();
    let reads = 0;
    let sent = 0;
    let wake: (() => unknown) | undefined;
    const disarm = vi.fn();
    const ticker = new Ticker({
      read: async () => {
        reads += 1;
        return { sent };
      },
      textOf: JSON.stringify,
      paceMs: () => 100,
      arm: async (_, wakeUp) => {
        wake = wakeUp;
        return disarm;
      },
      onIdle: () => undefined,
    });
    const stop = new AbortController();
    const seen: unknown[] = [];
    const listening = (async () => {
      for await (const value of ticker.listen(stop.signal)) seen.push(value);
    })();
    // The first, one that finds no change, and one once it is armed.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reads).toBe(3);
    sent = 1;
    wake?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual([{ sent: 0 }, { sent: 1 }]);
    expect(disarm).toHaveBeenCalledOnce();
    // A wake-up that changes nothing on the page costs no more than a tick.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reads).toBe(6);
    for (let times = 0; times < 50; times += 1) {
      wake?.();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(reads).toBeLessThan(25);
    stop.abort();
    await listening;
    vi.useRealTimers();
  });

  it("reads now and then although its next change would be announced: the net", async () => {
    vi.useFakeTimers();
    let sent = 0;
    const ticker = new Ticker({
      read: async () => ({ sent }),
      textOf: JSON.stringify,
      paceMs: () => 100,
      arm: async () => () => undefined,
      onIdle: () => undefined,
    });
    const stop = new AbortController();
    const seen: unknown[] = [];
    const listening = (async () => {
      for await (const value of ticker.listen(stop.signal)) seen.push(value);
    })();
    await vi.advanceTimersByTimeAsync(1_000);
    sent = 7;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual([{ sent: 0 }, { sent: 7 }]);
    stop.abort();
    await listening;
    vi.useRealTimers();
  });
});
