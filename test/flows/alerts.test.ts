import { randomUUID } from "node:crypto";
import { pacerWorkflowId } from "@packpost/workflows/alert/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts, tomorrow } from "../support/open-alerts.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web?.close();
  await world.close();
});

describe("A an alert from end to end: router, Temporal, pacer, provider, reports", () => {
  it("A3 A5 A6 A7 A8 goes to each family once and ends with a green line", async () => {
    await using alerts = await openAlerts(world, { msPerText: 200 });
    const worker = world.startWorker(undefined, { API_URL: alerts.api.url });
    const clients = [await alerts.client(), await alerts.client(), await alerts.client()];
    await alerts.visit(clients[0]?.familyId ?? "", 700);
    const { alert } = await web.as(alerts.organisation, "admin");
    const counted = await alert.preview({ range: tomorrow });
    expect(counted).toMatchObject({ outcome: "counted", people: 3, receiving: 3, skipped: [], held: null });
    const alertId = randomUUID();
    const input = { alertId, range: tomorrow, body: "The road is closed.", confirmedCount: 3 };
    const sent = await alert.send(input);
    expect(sent).toMatchObject({ outcome: "sent", alertId });
    expect((await alert.list({})).alerts).toMatchObject([{ id: alertId, status: "scheduled" }]);
    const done = await waitUntil(
      "the alert to be delivered",
      async () => {
        const view = await alert.get({ alertId });
        return view.status === "sent" && view.counts.delivered === 3 ? view : undefined;
      },
      40_000,
    );
    expect(done).toMatchObject({ audience: 3, allSent: true, buckets: { sent: 3 } });
    expect((await alerts.ledger()).map(({ to }) => to).sort()).toEqual(
      clients.map(({ phone }) => phone).sort(),
    );
    const [entry] = await alerts.entries(clients[0]?.threadId);
    expect(entry).toMatchObject({ kind: "alert", body: "The road is closed." });
    const { rows } = await world.owner.query(
      "select active, last_message_at, (select count(*)::int from conversation where thread_id = thread.id) as conversations from thread where id = $1",
      [clients[0]?.threadId],
    );
    expect(rows).toEqual([{ active: false, last_message_at: null, conversations: 0 }]);
    expect(await world.broken(alerts.organisation)).toEqual([]);
    const pacer = world.client.workflow.getHandle(pacerWorkflowId(alerts.ctx.organisationId));
    await waitUntil("the pacer to end", async () => (await pacer.describe()).status.name === "COMPLETED");
    await worker.stop();
  });
});
