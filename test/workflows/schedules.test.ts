import { createLogger } from "@packpost/core/log/create-logger";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { ensureSchedules, keepSchedules, scheduleIds } from "../../apps/worker/src/schedules.ts";
import { createNamespace, type TestNamespace } from "../support/create-namespace.ts";
import { waitUntil } from "../support/wait-until.ts";

let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await createNamespace(inject("services").temporalAddress);
});
afterAll(() => namespace.close());

async function intervals(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for await (const { scheduleId, spec } of namespace.client.schedule.list())
    found[scheduleId] = Number(spec?.intervals?.[0]?.every ?? 0);
  return found;
}

it("O4 schedules come back while the worker stays, after Temporal has lost its data", async () => {
  await ensureSchedules(namespace.client);
  const before = await waitUntil("all of them", async () => {
    const found = await intervals();
    return Object.keys(found).length === scheduleIds.length ? found : undefined;
  });
  const end = keepSchedules(namespace.client, { log: createLogger("test", "silent"), everyMs: 200 });
  try {
    for (const id of Object.keys(before)) await namespace.client.schedule.getHandle(id).delete();
    await waitUntil(
      "all of them again",
      async () => Object.keys(await intervals()).length === scheduleIds.length,
    );
    expect(await intervals()).toEqual(before);
  } finally {
    await end();
  }
});

it("a changed interval reaches a running installation at its next start", async () => {
  const handle = namespace.client.schedule.getHandle("campaign-sweep");
  await handle.update((previous) => ({ ...previous, spec: { intervals: [{ every: "9 hours" }] } }));
  await ensureSchedules(namespace.client);
  const { spec } = await handle.describe();
  expect(Number(spec.intervals?.[0]?.every)).toBe(60_000);
});
