import { describe, expect, it, vi } from "vitest";
import { Ticker } from "./ticker.ts";

describe("ticker", () => {
  it("reads once for all its listeners, tells changes only, and stops with the last", async () => {
    vi.useFakeTimers();
    let reads = 0;
    const idle = vi.fn();
    const ticker = new Ticker(
      async () => ({ sent: Math.floor(reads++ / 2) }),
      () => 100,
      idle,
    );
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
    const ticker = new Ticker(
      () => Promise.reject(new Error("gone")),
      () => 100,
      () => undefined,
    );
    await expect(ticker.listen(new AbortController().signal).next()).rejects.toThrow("gone");
  });
});
