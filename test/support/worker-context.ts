import type { WorkerContext } from "@packpost/core/context";
import { createMailChoice } from "../../apps/worker/src/choose-mail.ts";
import { createWorkerContext } from "../../apps/worker/src/worker-context.ts";
import { appUrl, authSecret, type TestOrganisation, type TestWorld } from "./open-world.ts";

const silent = { warn: () => undefined };

/**
 * What the worker's activities run in, for tests that call the steps of a send one by one.
 * @param publicUrl what unsubscribe addresses begin with
 */
export function createTestWorkerContext(
  world: TestWorld,
  organisation: TestOrganisation,
  publicUrl = appUrl,
): WorkerContext {
  const chooseMail = createMailChoice({
    sandboxUrl: world.simulator.url,
    apiUrl: "",
    serverToken: undefined,
  });
  const contextOf = createWorkerContext({
    orm: world.orm,
    chooseMail,
    appUrl: publicUrl,
    authSecret,
    log: silent,
  });
  return contextOf(organisation.ctx.organisationId);
}
