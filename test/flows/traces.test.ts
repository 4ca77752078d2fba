import { createServer, type Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { inSpan } from "@packpost/core/tracing/spans";
import { startTracing } from "@packpost/core/tracing/start-tracing";
import { traceCalls } from "@packpost/core/tracing/temporal-interceptors";
import { wakeCampaign } from "@packpost/workflows/client";
import { connectTemporal } from "@packpost/workflows/connect-temporal";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import * as z from "zod";
import { bundleWorkflows } from "../support/bundle-workflows.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
const bodies: string[] = [];
let collector: Server;
beforeAll(async () => {
  await world.open();
  collector = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => collector.once("listening", resolve));
});
afterAll(async () => {
  await world.close();
  collector.close();
});

const bodySchema = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({ name: z.string(), traceId: z.string(), parentSpanId: z.string().optional() }),
          ),
        }),
      ),
    }),
  ),
});
const spans = () =>
  bodies.flatMap((body) =>
    bodySchema
      .parse(JSON.parse(body))
      .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );

it("O4 a click and the provider's call are one trace, with nothing of anybody in it", async () => {
  const address = collector.address();
  const endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const bundle = await bundleWorkflows(inject("services").runDirectory, [
    "@packpost/workflows/tracing/carry-trace",
  ]);
  const organisation = await world.organisation(3);
  const { organisationId } = organisation.ctx;
  const worker = world.startWorker(undefined, {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    WORKFLOW_BUNDLE: bundle,
  });
  const endTracing = await startTracing({ endpoint, service: "test" });
  const campaignId = await world.due(organisation, 3);
  const client = connectTemporal([traceCalls]);
  await inSpan("procedure campaign.send", {}, () =>
    wakeCampaign(client, { organisationId, campaignId, timings: quickTimings }),
  );
  await world.status(campaignId, "sent");
  await endTracing();
  await client.connection.close();
  await worker.stop();
  await waitUntil("its spans", async () =>
    spans().some(({ name }) => name === "provider send") ? true : delay(50).then(() => undefined),
  );
  const click = spans().find(({ name }) => name === "procedure campaign.send");
  const mine = spans().filter(({ traceId }) => traceId === click?.traceId);
  expect(new Set(mine.map(({ name }) => name))).toEqual(
    new Set([
      "procedure campaign.send",
      "activity nextStep",
      "activity snapshotAudience",
      "activity sendSlice",
      "provider send",
      "activity finishCampaign",
    ]),
  );
  const { rows } = await world.owner.query(
    "select email, first_name from customer where organisation_id = $1",
    [organisationId],
  );
  const told = bodies.join();
  for (const { email } of rows) expect(told).not.toContain(email);
  expect(told).not.toContain("inbox.example");
}, 120_000);
