import { randomUUID } from "node:crypto";
import type { Role } from "@packpost/core/access/permissions";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts } from "../support/open-alerts.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** The report at its own door, as a browser asks for it. @param role null = nobody is signed in */
async function ask(organisation: TestOrganisation, alertId: string, role: Role | null = "owner", more = {}) {
  const { GET } = await import("../../apps/web/src/app/api/export/alerts/[id]/route.ts");
  const headers = role === null ? new Headers() : await signIn(world, organisation, role);
  for (const [name, value] of Object.entries<string>(more)) headers.set(name, value);
  const request = new Request(`${appUrl}/api/export/alerts/${alertId}`, { headers });
  return GET(request, { params: Promise.resolve({ id: alertId }) });
}

async function linesOf(organisation: TestOrganisation, alertId: string): Promise<string[][]> {
  const answer = await ask(organisation, alertId);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/csv");
  return parse(Buffer.from(await answer.arrayBuffer()), { bom: true });
}

const columns = [
  ...["Client Full Name", "Client Phone Number", "SMS Status"],
  ...["Error Details", "Message Text", "Timestamp"],
];
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/);

describe("A8 the report at its door", () => {
  it("A8 has exactly the six columns and a line each while it runs and when it is done, and no line that a spreadsheet runs", async () => {
    await using alerts = await openAlerts(world);
    const { organisation } = alerts;
    await alerts.quiet(null, null, "America/New_York");
    const good = await alerts.client({ name: "=HYPERLINK(1)" });
    await alerts.client({ name: "Landline", phone: "+15005553006" });
    await alerts.client({ name: "None", phone: null });
    const body = '=2+3 is closed,\n“sorry”; bring "Rex"';
    const alertId = await alerts.send(body);
    await alerts.begin(alertId);
    await alerts.turn();
    await waitUntil("the first report", async () => (await alerts.view(alertId)).counts.delivered === 1);
    const [header, ...running] = await linesOf(organisation, alertId);
    expect(header).toEqual(columns);
    const text = `'${body}`;
    expect(running).toEqual([
      ["'=HYPERLINK(1) Okafor", `'${good.phone}`, "Delivered", "", text, iso],
      ["Landline Okafor", "'+15005553006", "Waiting", "", text, ""],
      ["None Okafor", "", "Skipped", "There is no phone number.", text, iso],
    ]);
    await alerts.drain();
    await waitUntil("the second report", async () => (await alerts.view(alertId)).counts.undelivered === 1);
    await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
      alertId,
    ]);
    const [, ...done] = await linesOf(organisation, alertId);
    expect(done[1]).toEqual([
      ...["Landline Okafor", "'+15005553006", "Not delivered"],
      ...[expect.stringContaining("(Twilio 30006)"), text, iso],
    ]);
    expect(done.map(([name]) => name)).toEqual(running.map(([name]) => name));
    const { rows } = await world.owner.query(
      "select action, detail from audit where subject_id = $1 and action = 'alert.report_exported'",
      [alertId],
    );
    expect(rows).toMatchObject([{ detail: { people: 3 } }, { detail: { people: 3 } }]);
  });

  it("A1 A8 is for owners and admins of the organisation, from our own pages; anything else is not there", async () => {
    await using alerts = await openAlerts(world);
    await using stranger = await openAlerts(world);
    await alerts.client();
    const { organisation } = alerts;
    const alertId = await alerts.sendAndDrain();
    const statusOf = async (...call: Parameters<typeof ask>) => {
      const answer = await ask(...call);
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await statusOf(organisation, alertId, null)).toBe(401);
    for (const role of ["basic", "senior"] as const)
      expect(await statusOf(organisation, alertId, role)).toBe(403);
    for (const role of ["admin", "owner"] as const)
      expect(await statusOf(organisation, alertId, role)).toBe(200);
    expect(await statusOf(organisation, alertId, "owner", { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await statusOf(stranger.organisation, alertId)).toBe(404);
    expect(await statusOf(organisation, randomUUID())).toBe(404);
    expect(await statusOf(organisation, "../../etc/passwd")).toBe(400);
    const { rows } = await world.owner.query(
      "select count(*)::int as n from audit where subject_id = $1 and action = 'alert.report_exported'",
      [alertId],
    );
    expect(rows[0].n).toBe(2);
  });
});
