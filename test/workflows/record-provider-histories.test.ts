import { providerKeyTestWorkflowId } from "@packpost/workflows/provider/contract";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { keepHistory } from "../replay/history-file.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { providerSettings } from "../support/provider-settings.ts";
import { secretsKey } from "../support/serve-api.ts";

/** The same as `record-histories.test.ts`, of an organisation's accounts at its providers. */
describe.runIf(process.env.RECORD_HISTORIES)("histories to keep", () => {
  const world = new TestWorld(inject("services"));
  let web: TestWeb;
  const { register, server, testToken } = providerSettings(world, () => web);
  beforeAll(async () => {
    await world.open();
    web = await openWeb(world);
    world.startWorker(undefined, { SECRETS_KEY: secretsKey, API_URL: web.apiUrl });
  });
  afterAll(async () => {
    await web.close();
    await world.close();
  });

  /** Until it is done: its row may say so before the workflow does. */
  const keep = async (workflowId: string, name: string) => {
    await world.client.workflow.getHandle(workflowId).result();
    await keepHistory(world.client, workflowId, name);
  };

  it.each([
    ["provider-key-saved", () => server()],
    ["provider-key-refused", async () => "opens-nothing"],
  ])("%s", async (name, token) => {
    const organisation = await world.organisation(1);
    await testToken(organisation, await token());
    const { rows } = await world.owner.query("select id from provider_key_test where organisation_id = $1", [
      organisation.ctx.organisationId,
    ]);
    await keep(providerKeyTestWorkflowId({ ...organisation.ctx, testId: rows[0].id }), name);
  });

  it("provider-told", async () => {
    const organisation = await world.organisation(1);
    await register(organisation, "email");
    await keep(`provider-registration/${organisation.ctx.organisationId}`, "provider-told");
  });
});
