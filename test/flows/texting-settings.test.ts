import { listMissedTexts } from "@packpost/core/inbound-text/list-missed-texts";
import { getTexting } from "@packpost/core/texting/set-up/get-texting";
import { saveTexting } from "@packpost/core/texting/set-up/save-texting";
import { startTextTest } from "@packpost/core/texting/set-up/start-text-test";
import { switchTexting } from "@packpost/core/texting/set-up/switch-texting";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts } from "../support/open-alerts.ts";
import { newNumber, openTexting, ours } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

/** Texting as a new organisation has it: a number, and nothing tested. */
async function begin() {
  const texting = await openTexting(world);
  const { ctx } = texting;
  await switchTexting({ ctx, input: { to: "off" } });
  const get = () => getTexting({ ctx, input: { apiUrl: texting.api.url } });
  const seen = (what: "reportedAt" | "deliveredAt" | "repliedAt" | "stoppedAt" | "restartedAt") =>
    waitUntil(what, async () => ((await get()).test?.[what] ? true : undefined));
  return Object.assign(texting, { get, seen });
}

describe("A15 ready to text", () => {
  it("A15 before it is switched off one hears what that holds up: alerts under way and texts that have not left", async () => {
    await using alerts = await openAlerts(world);
    const { ctx } = alerts;
    const underWay = async () => (await getTexting({ ctx, input: { apiUrl: alerts.api.url } })).underWay;
    expect(await underWay()).toEqual({ alerts: 0, alertTexts: 0, messages: 0 });
    for (let n = 0; n < 3; n++) await alerts.client();
    await alerts.begin(await alerts.send("One."));
    await alerts.begin(await alerts.send("Two."));
    await alerts.turn();
    expect(await underWay()).toEqual({ alerts: 2, alertTexts: 5, messages: 0 });
  });

  it("A15 stays off until a phone has seen all of it: sent, reported, delivered, replied, STOP and START", async () => {
    await using texting = await begin();
    const { ctx } = texting;
    const on = () => switchTexting({ ctx, input: { to: "on" } });
    await expect(on()).rejects.toMatchObject({ code: "conflict" });
    const phone = newNumber();
    await startTextTest({ ctx, input: { phone } });
    expect((await texting.get()).test).toMatchObject({ sentAt: null, reportedAt: null, repliedAt: null });
    const [{ id }] = await texting.deliveries();
    await texting.advance(id);
    await texting.seen("deliveredAt");
    await texting.seen("reportedAt");
    await texting.text("Hi", { from: phone });
    await texting.seen("repliedAt");
    await texting.text("STOP", { from: phone });
    await texting.seen("stoppedAt");
    expect(await texting.numberOf(phone)).toMatchObject({ optedOut: true });
    await expect(on()).rejects.toMatchObject({ code: "conflict" });
    await texting.text("START", { from: phone });
    await texting.seen("restartedAt");
    expect(await texting.numberOf(phone)).toMatchObject({ optedOut: false });
    expect(await texting.get()).toMatchObject({ ready: true, enabledAt: null });
    await on();
    expect(await texting.get()).toMatchObject({ enabledAt: expect.any(String) });
    const threads = async () =>
      (
        await world.owner.query("select from thread where organisation_id = $1 and stranger = $2", [
          ...[ctx.organisationId, phone],
        ])
      ).rows.length;
    // The provider's list tells all of it again: the answers are the test's, also now that it is over, or begun anew.
    expect(await listMissedTexts({ ctx: texting.worker })).toBe(0);
    await startTextTest({ ctx, input: { phone } });
    expect(await listMissedTexts({ ctx: texting.worker })).toBe(0);
    expect((await texting.get()).test).toMatchObject({ repliedAt: null, stoppedAt: null });
    expect(await threads()).toBe(0);
    for (const [body, step] of [
      ["Hi", "repliedAt"],
      ["STOP", "stoppedAt"],
      ["START", "restartedAt"],
    ] as const) {
      await texting.text(body, { from: phone });
      await texting.seen(step);
    }
    await texting.text("Is the park open?", { from: phone });
    await waitUntil("what it texts later", async () => ((await threads()) === 1 ? true : undefined));
  });

  it("A15 T29 another number is off until it has passed the test; the same one stays as it is", async () => {
    await using texting = await openTexting(world);
    const { ctx } = texting;
    const get = () => getTexting({ ctx, input: { apiUrl: texting.api.url } });
    await saveTexting({ ctx, input: { number: ours, registration: "registered" } });
    expect(await get()).toMatchObject({ registration: "registered", enabledAt: expect.any(String) });
    await saveTexting({ ctx, input: { number: "+1 (202) 555-0123", registration: "pending" } });
    expect(await get()).toMatchObject({ number: "+12025550123", enabledAt: null });
    await expect(texting.post("Hello")).rejects.toMatchObject({ message: "Texting is not switched on." });
    await expect(
      saveTexting({ ctx, input: { number: "555 01", registration: "pending" } }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("T31 30034 pauses all texting, says why, and is over when staff say so", async () => {
    await using texting = await openTexting(world);
    const { ctx } = texting;
    const { threadId, ids } = await texting.family({ name: "Una", phone: "+15005553034" });
    await texting.status(await texting.send("Hello", ids[0] ?? "", threadId), "failed");
    const paused = await getTexting({ ctx, input: { apiUrl: texting.api.url } });
    expect(paused).toMatchObject({ providerMessage: expect.stringContaining("10DLC") });
    await expect(texting.post("Hello")).rejects.toMatchObject({
      message: expect.stringMatching(/^Texting is paused: .*not registered/),
    });
    await switchTexting({ ctx, input: { to: "resume" } });
    await texting.status(await texting.send("Hello"), "delivered");
  });
});
