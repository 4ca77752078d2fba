import type { WorkerContext } from "@packpost/core/context";
import { openStorage } from "@packpost/storage/open-storage";
import { createProviderChoice } from "../../apps/worker/src/choose-provider.ts";
import { createWorkerContext } from "../../apps/worker/src/worker-context.ts";
import { appUrl, quietCalls, silent } from "./contexts.ts";
import { authSecret, type TestOrganisation, type TestWorld } from "./open-world.ts";
import { secretsKey } from "./serve-api.ts";

/**
 * What the worker's activities run in, for tests that call the steps of a send one by one.
 * @param publicUrl what unsubscribe addresses begin with
 * @param apiUrl where the provider of texts reports
 */
export function createTestWorkerContext(
  world: TestWorld,
  organisation: TestOrganisation,
  publicUrl = appUrl,
  apiUrl = appUrl,
): WorkerContext {
  const chooseProvider = createProviderChoice({
    sandboxUrl: world.simulator.url,
    apiUrl: "",
    serverToken: undefined,
    secretsKey,
  });
  const contextOf = createWorkerContext({
    orm: world.orm,
    chooseProvider,
    appUrl: publicUrl,
    apiUrl,
    authSecret,
    storage: openStorage({ kind: "folder", path: new URL(world.storageUrl).pathname }),
    log: silent,
    calls: quietCalls,
    realMail: false,
  });
  return contextOf(organisation.ctx.organisationId);
}
