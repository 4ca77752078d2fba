import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

it.each([
  ["stops", { idleMs: 40, wholeMs: 60_000 }, 0],
  ["takes crumbs", { idleMs: 60_000, wholeMs: 60 }, 5],
])(
  "C10 a file is ended by ourselves, with all that it holds, when its reader %s",
  async (_, pace, everyMs) => {
    const { csvResponse } = await import("../../apps/web/src/server/export/csv-response.ts");
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
    async function* pages() {
      try {
        for (let line = 0; ; line += 1) yield [[line, "x".repeat(1_000)]];
      } finally {
        end("the rows are given back");
      }
    }
    const access = { signal: new AbortController().signal, check: async () => undefined, stop };
    const { body } = csvResponse({ name: "people", header: ["n", "x"], pages: pages(), access, pace });
    const reader = body?.getReader();
    await reader?.read();
    for (let over = everyMs === 0; !over; ) {
      await delay(everyMs);
      over = await Promise.resolve(reader?.read()).then(
        () => false,
        () => true,
      );
    }
    await stopped;
    expect(await ended).toBe("the rows are given back");
    await expect(reader?.closed).rejects.toThrow("The reader has stopped");
  },
);
