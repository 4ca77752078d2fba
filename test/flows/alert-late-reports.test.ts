import { exportAlert } from "@packpost/core/alert/export-alert";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { alertReportLine } from "../../apps/web/src/features/alerts/words/alert-report.ts";
import { type Alerts, alertRun } from "../support/alert-run.ts";
import { openAlerts } from "../support/open-alerts.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());
const { report, settle } = alertRun(world);

/** Status and details of each line of an alert's report. */
async function linesOf(alerts: Alerts, alertId: string) {
  const { pages, zone } = await exportAlert({ ctx: alerts.ctx, input: { alertId } });
  const lines = [];
  for await (const page of pages) lines.push(...page.map((line) => alertReportLine(line, zone)));
  return lines.map(([, , status, details]) => [status, details]);
}

/** An alert to so many people that is done and green, without a word of a carrier yet. */
async function greenAlert(alerts: Alerts, people: number) {
  await alerts.knobs({ webhooks: "off" });
  for (let n = 0; n < people; n++) await alerts.client();
  const alertId = await alerts.sendAndDrain();
  await settle(alerts, alertId);
  expect(await alerts.view(alertId)).toMatchObject({ status: "sent", allSent: true });
  const ids = (await alerts.people(alertId)).map(({ recipientId }) => recipientId);
  return { alertId, ids };
}

describe("A8 T21 reports after the end", () => {
  it("A8 T21 a late refusal turns the green line red and the report's line with it, also of a text whose first part had arrived", async () => {
    await using alerts = await openAlerts(world);
    const { alertId, ids } = await greenAlert(alerts, 2);
    const [whole = "", half = ""] = ids;
    expect(await linesOf(alerts, alertId)).toEqual([
      ["Sent", ""],
      ["Sent", ""],
    ]);
    await report(alerts, whole, { kind: "delivered" });
    await report(alerts, half, { kind: "delivered" });
    const words = "A part of it was lost (Twilio 30003)";
    await report(alerts, half, { kind: "undelivered", trouble: "recipient", providerMessage: words });
    expect(await alerts.view(alertId)).toMatchObject({
      ...{ status: "sent", allSent: false },
      counts: { delivered: 1, undelivered: 1 },
    });
    expect(await linesOf(alerts, alertId)).toEqual([
      ["Delivered", ""],
      ["Not delivered", words],
    ]);
    // Whatever comes later still: what the carrier refused stays refused, with its words.
    await report(alerts, half, { kind: "sent" });
    await report(alerts, half, { kind: "read" });
    expect((await linesOf(alerts, alertId))[1]).toEqual(["Not delivered", words]);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T28 A14 what a carrier tells late is learnt: STOP blocks the number, a landline takes no texts, a delivery proves that it does", async () => {
    await using alerts = await openAlerts(world);
    const { alertId, ids } = await greenAlert(alerts, 3);
    const [stopped = "", landline = "", phone = ""] = ids;
    const numbers = (await alerts.people(alertId)).map(({ number }) => number ?? "");
    const refused = { kind: "failed", providerMessage: "Refused" } as const;
    await report(alerts, stopped, { ...refused, trouble: "opted_out" });
    await report(alerts, landline, { ...refused, kind: "undelivered", trouble: "not_textable" });
    await report(alerts, phone, { kind: "delivered" });
    expect(await Promise.all(numbers.map(alerts.numberOf))).toMatchObject([
      { optedOut: true, by: "provider" },
      { state: "not_textable", words: "Refused" },
      { state: "textable" },
    ]);
    expect(await alerts.preview()).toMatchObject({ people: 3, receiving: 1 });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });
});

describe("A7 an answer to an alert", () => {
  it("A7 joins the conversation that is active already", async () => {
    await using alerts = await openAlerts(world);
    const { phone, threadId } = await alerts.client();
    const said = (words: string) =>
      waitUntil(words, async () => (await alerts.entries(threadId)).find(({ body }) => body === words));
    await alerts.text("Is it open tomorrow?", { from: phone });
    await said("Is it open tomorrow?");
    await alerts.sendAndDrain("The road is closed.");
    await alerts.text("Which road?", { from: phone });
    expect(await said("Which road?")).toMatchObject({ answersAlert: "The road is closed." });
    const { rows } = await world.owner.query(
      "select active, (select count(*)::int from conversation where thread_id = thread.id) as conversations from thread where id = $1",
      [threadId],
    );
    expect(rows).toEqual([{ active: true, conversations: 1 }]);
  });
});
