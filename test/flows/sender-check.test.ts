import { nextStep } from "@packpost/core/broadcast/next-step";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { checkSender } from "@packpost/core/sender/check-sender";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { keepOwnKey } from "../support/keep-own-key.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

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

async function domainOf({ ctx }: TestOrganisation): Promise<string> {
  const { rows } = await world.owner.query("select sender_email from organisation where id = $1", [
    ctx.organisationId,
  ]);
  return String(rows[0].sender_email).split("@")[1] ?? "";
}

/** Takes parts of the domain's set-up away at the simulator, and tells whether the account can be asked. */
async function set(
  organisation: TestOrganisation,
  knob: Record<string, boolean>,
  searchDown = false,
): Promise<void> {
  const domains = { [await domainOf(organisation)]: knob };
  await world.simulator.call("PUT", "/_faults", {
    tokens: { [organisation.token]: { domains, searchDown } },
  });
}

const look = (organisation: TestOrganisation, input: { olderThanMs?: number } = {}) =>
  checkSender({ ctx: createTestWorkerContext(world, organisation), input });

async function trySend(organisation: TestOrganisation) {
  const campaignId = await world.draft(organisation);
  return (await web.as(organisation)).campaign.sending.send({ campaignId, version: 2, confirmedCount: 3 });
}

const states = async (organisation: TestOrganisation) => {
  const { parts } = await (await web.as(organisation, "admin")).settings.sender();
  return Object.fromEntries(parts.map(({ part, state }) => [part, state]));
};

describe("C17 the sender's domain is verified before the first mass mail", () => {
  it("C17 is verified at the simulator unless told otherwise", async () => {
    const organisation = await world.organisation(3);
    await look(organisation);
    expect(await states(organisation)).toEqual({ dkim: "ok", return_path: "ok", spf: "ok", dmarc: "ok" });
    expect(await (await web.as(organisation)).settings.sender()).toMatchObject({
      domain: await domainOf(organisation),
      source: "account",
      refused: false,
      checkedAt: expect.any(Date),
    });
    expect(await trySend(organisation)).toMatchObject({ outcome: "scheduled" });
  });

  it("C17 what is missing is named with its record, and refuses sending and scheduling; put right, one may", async () => {
    const organisation = await world.organisation(3);
    await set(organisation, { dkim: false, returnPath: false, spf: false, dmarc: false });
    await look(organisation);
    const caller = await web.as(organisation);
    const domain = await domainOf(organisation);
    const { parts, refused } = await caller.settings.sender();
    expect(refused).toBe(true);
    expect(parts.map(({ part, state, record }) => [part, state, record?.type, record?.host])).toEqual([
      ["dkim", "missing", "TXT", `20261122pm._domainkey.${domain}`],
      ["return_path", "missing", "CNAME", `pm-bounces.${domain}`],
      ["spf", "missing", "TXT", domain],
      ["dmarc", "missing", "TXT", `_dmarc.${domain}`],
    ]);
    const problems = [
      {
        code: "sender_not_verified",
        severity: "blocking",
        part: "organisation",
        message: expect.stringMatching(/DKIM, return path, SPF, and DMARC are missing\. Settings/),
      },
    ];
    expect(await trySend(organisation)).toEqual({ outcome: "problems", problems });
    const campaignId = await world.draft(organisation);
    const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const when = { campaignId, version: 2, confirmedCount: 3, date, time: "10:00" };
    expect(await caller.campaign.sending.schedule(when)).toEqual({ outcome: "problems", problems });
    const shown = await caller.campaign.preview({
      ...{ campaignId, passId: organisation.passId, subject: "S", preheader: "", bodyMarkdown: "Hello" },
    });
    expect(shown.problems).toMatchObject([{ code: "sender_not_verified" }]);

    await set(organisation, {});
    world.startWorker();
    // A worker that has just started may take longer than the procedure waits.
    await waitUntil(
      "the worker to look",
      async () => !(await caller.settings.checkSender()).refused || undefined,
    );
    expect(await trySend(organisation)).toMatchObject({ outcome: "scheduled" });
  });

  it("C17 the return path carries SPF: a domain without an SPF record of its own is fine then", async () => {
    const organisation = await world.organisation(3);
    await set(organisation, { spf: false });
    await look(organisation);
    expect(await states(organisation)).toMatchObject({ spf: "ok" });
  });

  it("C17 a domain that the account does not know is missing", async () => {
    const organisation = await world.organisation(3);
    await set(organisation, { listed: false });
    await look(organisation);
    const { parts } = await (await web.as(organisation)).settings.sender();
    expect(parts[0]).toMatchObject({
      part: "dkim",
      state: "missing",
      providerMessage: expect.stringMatching(/not in your Postmark account/),
    });
    expect(await trySend(organisation)).toMatchObject({ outcome: "problems" });
  });

  it("C17 an account that cannot be asked locks nobody out, and lets nobody in who was out", async () => {
    const fresh = await world.organisation(3);
    await set(fresh, {}, true);
    await look(fresh);
    expect(await states(fresh)).toMatchObject({ dkim: "unknown", dmarc: "ok" });
    expect(await (await web.as(fresh)).settings.sender()).toMatchObject({
      refused: false,
      providerMessage: expect.any(String),
    });
    expect(await trySend(fresh)).toMatchObject({ outcome: "scheduled" });

    const known = await world.organisation(3);
    await set(known, { dkim: false });
    await look(known);
    await set(known, { dkim: false }, true);
    await look(known);
    expect(await states(known)).toMatchObject({ dkim: "missing" });
    expect(await trySend(known)).toMatchObject({ outcome: "problems" });
  });

  it("C17 with real keys nobody sends before the first look; at the simulator one may", async () => {
    const organisation = await world.organisation(3);
    await keepOwnKey(world, organisation.ctx.organisationId, { channel: "email", key: organisation.token });
    const send = async (realMail: boolean) =>
      sendCampaign({
        ctx: { ...organisation.ctx, realMail },
        input: { campaignId: await world.draft(organisation), version: 2, confirmedCount: 3 },
      });
    expect(await send(true)).toMatchObject({
      outcome: "problems",
      problems: [{ code: "sender_not_checked", message: expect.stringMatching(/Try again in a minute/) }],
    });
    expect(await send(false)).toMatchObject({ outcome: "scheduled" });
    await look(organisation);
    expect(await send(true)).toMatchObject({ outcome: "scheduled" });
  });

  it("C17 a scheduled campaign whose sender has lost its verification pauses, and goes on when that is put right", async () => {
    const organisation = await world.organisation(3);
    const campaignId = await world.due(organisation, 3);
    await set(organisation, { dkim: false });
    await look(organisation);
    const ctx = createTestWorkerContext(world, organisation);
    const next = () => nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    expect(await next()).toMatchObject({ do: "wait", why: "Paused" });
    const caller = await web.as(organisation);
    const paused = await caller.campaign.progress({ campaignId });
    expect(paused).toMatchObject({ status: "paused", pauseReason: expect.stringMatching(/DKIM is missing/) });
    await set(organisation, {});
    await look(organisation);
    expect(await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } })).toEqual({
      outcome: "resumed",
    });
    expect(await next()).toEqual({ do: "snapshot" });
  });

  it("C17 is looked at again after a day, and for another domain at once", async () => {
    const organisation = await world.organisation(3);
    await look(organisation);
    expect(await look(organisation, { olderThanMs: 86_400_000 })).toEqual({ outcome: "fresh" });
    await world.owner.query(
      "update sender_check set checked_at = checked_at - interval '25 hours' where organisation_id = $1",
      [organisation.ctx.organisationId],
    );
    expect(await look(organisation, { olderThanMs: 86_400_000 })).toEqual({ outcome: "checked" });
    await world.owner.query("update organisation set sender_email = 'news@other.example' where id = $1", [
      organisation.ctx.organisationId,
    ]);
    const caller = await web.as(organisation);
    expect(await caller.settings.sender()).toMatchObject({
      domain: "other.example",
      checkedAt: null,
      refused: false,
    });
    expect(await look(organisation, { olderThanMs: 86_400_000 })).toEqual({ outcome: "checked" });
    await expect((await web.as(organisation, "senior")).settings.sender()).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
