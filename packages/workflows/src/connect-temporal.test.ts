import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";
import { connectTemporal } from "./connect-temporal.ts";

afterEach(() => vi.unstubAllEnvs());

it("a call that is tried again after its connection was closed fails where it was made", async () => {
  // Nothing listens at port 1.
  vi.stubEnv("TEMPORAL_ADDRESS", "127.0.0.1:1");
  const { connection } = connectTemporal();
  const call = connection.workflowService.getSystemInfo({}).then(
    () => "answered",
    (error: unknown) => String(error),
  );
  // Its first try has failed, and the second waits for its turn.
  await sleep(50);
  await connection.close();
  expect(await call).toContain("CANCELLED: Channel has been shut down");
});
