import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { portalActor } from "@packpost/core/access/actor";
import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import { decideUnconfirmed } from "@packpost/core/campaign/send/decide-unconfirmed";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { undoSend } from "@packpost/core/campaign/send/undo-send";
import { markRead } from "@packpost/core/conversation/mark-read";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { getImport } from "@packpost/core/customer-import/read-imports";
import { confirmImport, lookAtImport, undoImport } from "@packpost/core/customer-import/start-import";
import { uploadImport } from "@packpost/core/customer-import/upload-import";
import { takeMail } from "@packpost/core/inbound-mail/take-mail";
import { createEndpoint } from "@packpost/core/webhook-out/create-endpoint";
import { createWebhookSecrets } from "@packpost/core/webhook-out/webhook-secret";
import { createWorkflows } from "@packpost/core/workflows";
import { openStorage } from "@packpost/storage/open-storage";
import { alertWorkflowId, pacerWorkflowId } from "@packpost/workflows/alert/contract";
import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { createWorkflowCalls, ensureWebhook } from "@packpost/workflows/client";
import { notifierWorkflowId } from "@packpost/workflows/conversation/contract";
import { customerImportWorkflowId } from "@packpost/workflows/customer-import/contract";
import { deliveryWorkflowId } from "@packpost/workflows/delivery/contract";
import { inboundMailWorkflowId } from "@packpost/workflows/inbound-mail/contract";
import { incomingFilesWorkflowId } from "@packpost/workflows/incoming-files/contract";
import { WORKFLOWS } from "@packpost/workflows/task-queues";
import { webhookWorkflowId } from "@packpost/workflows/webhook-out/contract";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { keepHistory } from "../replay/history-file.ts";
import { silent } from "../support/contexts.ts";
import { piecesOf } from "../support/import-run.ts";
import { openAlerts } from "../support/open-alerts.ts";
import { authSecret, quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { sendPreview } from "../support/send-preview.ts";
import { waitUntil } from "../support/wait-until.ts";

/**
 * Records the histories of test/replay anew: `RECORD_HISTORIES=1 node_modules/.bin/vitest run --project workflows
 * test/workflows/record-histories.test.ts`, new ones alone with `-t <name>`. Only when the workflow was changed with `patched` and the old ones are kept
 * beside, or before anything runs in earnest.
 */
describe.runIf(process.env.RECORD_HISTORIES)("histories to keep", () => {
  const world = new TestWorld(inject("services"));
  beforeAll(async () => {
    await world.open();
    world.startWorker();
  });
  afterAll(() => world.close());

  const knobs = ({ token }: TestOrganisation, settings: object) =>
    world.simulator.call("PUT", "/_faults", { tokens: { [token]: settings } });
  const keep = async (campaignId: string, name: string) => {
    await world.workflowEnded(campaignId);
    await keepHistory(world.client, campaignWorkflowId(campaignId), name);
  };
  const firstBatch = ({ token }: TestOrganisation) =>
    waitUntil("a first batch", async () => (await world.ledger(token)).accepted >= 500);

  it("campaign-sent", async () => {
    const organisation = await world.organisation(700);
    await keep(await world.send(organisation, 700), "campaign-sent");
  });

  it("campaign-undone", async () => {
    const organisation = await world.organisation(7);
    const input = { campaignId: await world.draft(organisation) };
    await world.confirm(organisation, input.campaignId, 7);
    await world.wake(organisation, input.campaignId);
    await waitUntil("the timer", async () => {
      const handle = world.client.workflow.getHandle(campaignWorkflowId(input.campaignId));
      return (await handle.fetchHistory()).events?.some(({ timerStartedEventAttributes: timer }) => timer);
    });
    await undoSend({ ctx: organisation.ctx, input });
    await world.wake(organisation, input.campaignId);
    await keep(input.campaignId, "campaign-undone");
  });

  it("alert-sent", async () => {
    await using alerts = await openAlerts(world, { msPerText: 300 });
    for (let n = 0; n < 3; n++) await alerts.client();
    const alertId = await alerts.send();
    await alerts.wake(alertId);
    await world.status(alertId, "sent");
    const { organisationId } = alerts.ctx;
    for (const id of [alertWorkflowId(alertId), pacerWorkflowId(organisationId)]) {
      const handle = world.client.workflow.getHandle(id);
      await waitUntil("it to end", async () => (await handle.describe()).status.name === "COMPLETED");
    }
    await keepHistory(world.client, alertWorkflowId(alertId), "alert-sent");
    await keepHistory(world.client, pacerWorkflowId(organisationId), "pacer-three-texts");
  });

  it("campaign-throttled", async () => {
    const organisation = await world.organisation(100);
    await knobs(organisation, { next: [{ kind: "429", times: 2 }], retryAfterSeconds: 1 });
    await keep(await world.send(organisation, 100), "campaign-throttled");
  });

  it("campaign-reconciled", async () => {
    const organisation = await world.organisation(700);
    await knobs(organisation, { next: [{ kind: "reset-after" }] });
    await keep(await world.send(organisation, 700), "campaign-reconciled");
  });

  it("unconfirmed: campaign-unconfirmed, unconfirmed-sweep, campaign-sent-again", async () => {
    const organisation = await world.organisation(30);
    await knobs(organisation, { next: [{ kind: "5xx-before" }], searchDown: true });
    const campaignId = await world.send(organisation, 30);
    await keep(campaignId, "campaign-unconfirmed");
    const workflowId = `unconfirmed-sweep/${randomUUID()}`;
    await world.client.workflow.execute("unconfirmedSweep", {
      args: [{ timings: quickTimings }],
      taskQueue: WORKFLOWS,
      workflowId,
    });
    await keepHistory(world.client, workflowId, "unconfirmed-sweep");
    const input = { campaignId, decision: "send_again" } as const;
    await decideUnconfirmed({ ctx: organisation.ctx, input });
    await world.wake(organisation, campaignId);
    await keep(campaignId, "campaign-sent-again");
  });

  it("incoming-files-kept", async () => {
    const organisation = await world.organisation(1);
    const { organisationId } = organisation.ctx;
    const { rows } = await world.owner.query("select email from customer where organisation_id = $1", [
      organisationId,
    ]);
    const workflows = createWorkflows({
      organisationId,
      calls: createWorkflowCalls(world.client),
      log: silent,
    });
    const mail = {
      ...{ providerMessageId: randomUUID(), from: { name: "", address: rows[0].email }, to: [] },
      ...{ subject: "Hello", messageId: null, references: [], headers: [] },
      ...{ text: "Hello", html: "", strippedText: "", automatic: false },
    };
    const content = await samples.drawing(120, 80);
    const part = { name: "a.png", contentType: "image/png", contentId: null, bytes: content.length, content };
    await takeMail({ ctx: { ...organisation.ctx, workflows }, input: { mail, attachments: [part] } });
    const entryId = await waitUntil("its picture", async () => {
      const kept = await world.owner.query(
        "select entry_id from attachment where organisation_id = $1 and state = 'kept'",
        [organisationId],
      );
      return kept.rows[0]?.entry_id;
    });
    await world.client.workflow.getHandle(incomingFilesWorkflowId(entryId)).result();
    await keepHistory(world.client, incomingFilesWorkflowId(entryId), "incoming-files-kept");
  });

  it("conversation-mailed-when-due, conversation-read-in-time, inbound-mail-placed", async () => {
    const organisation = await world.organisation(1);
    const { organisationId } = organisation.ctx;
    await world.owner.query("update organisation set unread_mail_seconds = 10 where id = $1", [
      organisationId,
    ]);
    const { rows } = await world.owner.query(
      'select id, family_id as "familyId" from customer where organisation_id = $1',
      [organisationId],
    );
    const [{ id: customerId, familyId }] = rows;
    const threadId = await openThread({ ctx: organisation.ctx, input: { familyId } });
    const calls = createWorkflowCalls(world.client);
    const workflows = createWorkflows({ organisationId, calls, log: silent });
    const post = () => {
      const input = { threadId, entryId: randomUUID(), body: "Hello", seenNumber: null };
      return postMessage({ ctx: { ...organisation.ctx, workflows }, input });
    };
    const handle = world.client.workflow.getHandle(notifierWorkflowId(threadId));
    await post();
    await handle.result();
    await keepHistory(world.client, notifierWorkflowId(threadId), "conversation-mailed-when-due");
    const { number } = await post();
    const reader = { ...organisation.ctx, actor: portalActor(customerId) };
    await markRead({ ctx: reader, input: { threadId, number } });
    await handle.result();
    await keepHistory(world.client, notifierWorkflowId(threadId), "conversation-read-in-time");
    const mail = {
      ...{ providerMessageId: randomUUID(), from: { name: "", address: "nobody@mail.example" }, to: [] },
      ...{ subject: "Hello", messageId: null, references: [], headers: [] },
      ...{ text: "Hello", html: "", strippedText: "", automatic: false },
    };
    await takeMail({ ctx: { ...organisation.ctx, workflows }, input: { mail, attachments: [] } });
    const came = await world.owner.query("select id from inbound_mail where organisation_id = $1", [
      organisationId,
    ]);
    const workflowId = inboundMailWorkflowId(came.rows[0].id);
    await world.client.workflow.getHandle(workflowId).result();
    await keepHistory(world.client, workflowId, "inbound-mail-placed");
  });

  it.each([
    ["delivery-sent", []],
    ["delivery-throttled", [{ kind: "429" }]],
    ["delivery-reconciled", [{ kind: "reset-after" }]],
    ["delivery-unconfirmed", [{ kind: "5xx-before" }, { kind: "5xx-before", endpoint: "search", times: 99 }]],
  ])("%s", async (name, next) => {
    const organisation = await world.organisation(1);
    await knobs(organisation, { next, retryAfterSeconds: 1 });
    const { deliveryId, done } = await sendPreview(world, organisation);
    await done;
    await keepHistory(world.client, deliveryWorkflowId(deliveryId), name);
  });

  it.each([
    ["campaign-paused-and-resumed", true],
    ["campaign-cancelled", false],
  ])("%s", async (name, goesOn) => {
    const organisation = await world.organisation(1_500);
    const { ctx } = organisation;
    await knobs(organisation, { latencyMs: 500 });
    const campaignId = await world.send(organisation, 1_500);
    await firstBatch(organisation);
    await pauseCampaign({ ctx, input: { campaignId } });
    await world.wake(organisation, campaignId);
    await waitUntil("nothing in flight", async () => {
      const { raw } = await world.client.workflow.getHandle(campaignWorkflowId(campaignId)).describe();
      return (raw.pendingActivities?.length ?? 0) === 0;
    });
    await (goesOn ? resumeCampaign : cancelCampaign)({ ctx, input: { campaignId } });
    await world.wake(organisation, campaignId);
    await keep(campaignId, name);
  });

  it("import-looked, import-done, import-undone", async () => {
    const { ctx } = await world.organisation(1);
    const storage = openStorage({ kind: "folder", path: new URL(world.storageUrl).pathname });
    const calls = createWorkflowCalls(world.client);
    const workflows = createWorkflows({ organisationId: ctx.organisationId, calls, log: silent });
    const mine = { ...ctx, storage, workflows };
    const pieces = piecesOf(new TextEncoder().encode("id,last name\nA,One\nB,Two\n"));
    const file = { noun: "customer" as const, fileName: "people.csv", pieces };
    const { importId } = await uploadImport({ ctx: mine, input: file });
    const works = [
      ["import-looked", lookAtImport],
      ["import-done", confirmImport],
      ["import-undone", undoImport],
    ] as const;
    for (const [name, begin] of works) {
      const { revision } = await getImport({ ctx: mine, input: { importId } });
      await begin({ ctx: mine, input: { importId, seenRevision: revision } });
      const workflowId = customerImportWorkflowId({ importId, revision: revision + 1 });
      await world.client.workflow.getHandle(workflowId).result();
      await keepHistory(world.client, workflowId, name);
    }
  });

  it("webhook-told", async () => {
    const { ctx } = await world.organisation(3);
    const answers = [503];
    const port = createServer((request, response) => {
      request.resume();
      // Once not taken, so that the wait between two tries is in it.
      response.writeHead(answers.shift() ?? 204).end();
    }).listen(0, "127.0.0.1");
    await once(port, "listening");
    const address = port.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
    const ports = { secretsOf: createWebhookSecrets([authSecret]), explainUrl: () => null };
    const made = await createEndpoint({ ctx, input: { name: "Shop", url }, ports });
    if (made.outcome !== "created") throw new Error("the endpoint was not made");
    const { endpointId } = made;
    await world.owner.query(
      `insert into delivery (organisation_id, purpose, request_id, customer_id, address, from_mailbox, subject, html, text)
       select organisation_id, 'work_order', uuidv7(), id, 'a@b.example', '{}', '', '', '' from customer where organisation_id = $1`,
      [ctx.organisationId],
    );
    await world.owner.query("update delivery set sent_at = now() where organisation_id = $1", [
      ctx.organisationId,
    ]);
    await ensureWebhook(world.client, { organisationId: ctx.organisationId, endpointId });
    await world.client.workflow.getHandle(webhookWorkflowId(endpointId)).result();
    await keepHistory(world.client, webhookWorkflowId(endpointId), "webhook-told");
    port.close();
  });
});
