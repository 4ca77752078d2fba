import { can, roles } from "@packpost/core/access/permissions";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { callPath } from "../support/call-path.ts";
import { openAlerts, tomorrow } from "../support/open-alerts.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";

const range = tomorrow;
const send = { range, body: "Closed", confirmedCount: 1 };

/** What each is called with about somebody's alert. A new one must be added here, or the first test fails. */
const calls: Record<string, (alertId: string) => unknown> = {
  "alert.areOn": () => undefined,
  "alert.preview": () => ({ range }),
  "alert.people": () => ({ range, show: "receiving" }),
  "alert.draft": () => undefined,
  "alert.saveDraft": () => ({ range, body: "Mine", version: 0 }),
  "alert.send": () => ({ ...send, alertId: crypto.randomUUID() }),
  "alert.list": () => ({}),
  "alert.get": (alertId) => ({ alertId }),
  "alert.recipients": (alertId) => ({ alertId }),
  "alert.callList": (alertId) => ({ alertId }),
  "alert.sending.undo": (alertId) => ({ alertId }),
  "alert.sending.pause": (alertId) => ({ alertId }),
  "alert.sending.resume": (alertId) => ({ alertId }),
  "alert.sending.cancel": (alertId) => ({ alertId }),
  "alert.sending.lateJoiners": (alertId) => ({ alertId }),
  "alert.sending.addLateJoiners": (alertId) => ({ alertId, customerIds: [alertId] }),
  "alert.sending.unconfirmed": (alertId) => ({ alertId, decision: "leave" }),
  "alert.sending.overrideQuietHours": (alertId) => ({ alertId }),
  "alert.sending.unreached": (alertId) => ({ alertId }),
  "alert.sending.emailUnreached": (alertId) => ({ alertId }),
};
const ofOnesOwn = [
  "alert.areOn",
  "alert.preview",
  "alert.people",
  "alert.draft",
  "alert.saveDraft",
  "alert.send",
  "alert.list",
];

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

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "allowed";
  } catch (error) {
    return error instanceof TRPCError ? error.code : String(error);
  }
}

describe("A1 who may what with alerts", () => {
  it("A1 covers every procedure there is", () => {
    const ours = Object.keys(web.appRouter._def.procedures).filter((name) => name.startsWith("alert."));
    expect(Object.keys(calls).toSorted()).toEqual(ours.toSorted());
  });

  it.each(roles)("A1 %s staff are let through, or refused, as the table says", async (role) => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const alertId = await alerts.sendAndDrain();
    const caller = await web.as(alerts.organisation, role);
    for (const [name, input] of Object.entries(calls)) {
      const code = await codeOf(callPath(caller, name, input(alertId)));
      expect(`${name}: ${code === "FORBIDDEN"}`).toBe(`${name}: ${!can(role, "alert.manage")}`);
    }
  });

  it("A1 where texting is off nobody previews or sends", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    await world.owner.query("update texting set enabled_at = null where organisation_id = $1", [
      alerts.ctx.organisationId,
    ]);
    const caller = await web.as(alerts.organisation);
    for (const name of ["alert.preview", "alert.people", "alert.send"])
      expect(`${name}: ${await codeOf(callPath(caller, name, calls[name]?.("")))}`).toBe(`${name}: CONFLICT`);
  });

  it("another organisation's alert is not there, whatever one calls", async () => {
    await using alerts = await openAlerts(world);
    await using stranger = await openAlerts(world);
    const { customerId } = await alerts.client({ name: "Secret" });
    const alertId = await alerts.sendAndDrain();
    const before = JSON.stringify(await alerts.people(alertId));
    const caller = await web.as(stranger.organisation);
    for (const [name, input] of Object.entries(calls)) {
      const work = callPath(caller, name, input(alertId));
      if (ofOnesOwn.includes(name)) {
        const answer = JSON.stringify((await work.catch(String)) ?? null);
        for (const secret of [alertId, customerId, "Secret"]) expect(answer, name).not.toContain(secret);
      } else expect(`${name}: ${await codeOf(work)}`).toBe(`${name}: NOT_FOUND`);
    }
    const taken = { ...send, alertId, again: true };
    await stranger.client();
    expect(await codeOf(caller.alert.send(taken))).toBe("CONFLICT");
    expect(JSON.stringify(await alerts.people(alertId)).replaceAll(/delivered|sent/g, "")).toHaveLength(
      before.replaceAll(/delivered|sent/g, "").length,
    );
  });
});
