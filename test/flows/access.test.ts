import { roles } from "@packpost/core/access/permissions";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apiCalls, apiCallsOfNothing } from "../support/api-calls.ts";
import { auditCalls } from "../support/audit-calls.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { settingsCalls } from "../support/settings-calls.ts";
import { staffCalls, staffCallsOfNothing } from "../support/staff-calls.ts";

type Caller = Awaited<ReturnType<TestWeb["as"]>>;
interface Target {
  campaignId: string;
  passId: string;
  /** One that no campaign is for. */
  sparePassId: string;
  customerId: string;
}

/** A day that one may schedule for. */
const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

/** Every procedure, called on a campaign, pass or customer. A new one must be added here, or the first test fails. */
const calls: Record<string, (caller: Caller, target: Target) => Promise<unknown>> = {
  ...apiCalls,
  ...staffCalls,
  ...auditCalls,
  "campaign.history": (caller, { campaignId }) => caller.campaign.history({ campaignId }),
  "campaign.sending.time": (caller) => caller.campaign.sending.time({ date: soon, time: "10:00" }),
  "campaign.sending.schedule": (caller, { campaignId }) =>
    caller.campaign.sending.schedule({
      ...{ campaignId, version: 2, confirmedCount: 1, date: soon, time: "10:00" },
    }),
  "campaign.sending.reschedule": (caller, { campaignId }) =>
    caller.campaign.sending.reschedule({ campaignId, seenSendAt: null, date: soon, time: "10:00" }),
  "audience.count": (caller, { campaignId, passId }) => caller.audience.count({ campaignId, passId }),
  "audience.countMissing": (caller, { campaignId, passId }) =>
    caller.audience.countMissing({ campaignId, passId, fields: ["first_name"] }),
  "audience.list": (caller, { campaignId, passId }) => caller.audience.list({ campaignId, passId }),
  "campaign.list": (caller) => caller.campaign.list({}),
  "campaign.get": (caller, { campaignId }) => caller.campaign.get({ campaignId }),
  "campaign.create": (caller) => caller.campaign.create({ name: "Created by a test" }),
  "campaign.edit": (caller, { campaignId }) =>
    caller.campaign.edit({ campaignId, version: 2, changes: { subject: "Stolen" } }),
  "campaign.preview": (caller, { campaignId, passId, customerId }) =>
    caller.campaign.preview({
      campaignId,
      passId,
      customerId,
      subject: "S",
      preheader: "",
      bodyMarkdown: "{{full_name}}",
    }),
  "campaign.progress": (caller, { campaignId }) => caller.campaign.progress({ campaignId }),
  "campaign.recipients": (caller, { campaignId }) => caller.campaign.recipients({ campaignId }),
  "campaign.recipient": (caller, { campaignId, customerId }) =>
    caller.campaign.recipient({ campaignId, recipientId: customerId }),
  "campaign.sentMail": (caller, { campaignId }) => caller.campaign.sentMail({ campaignId }),
  "campaign.links": (caller, { campaignId }) => caller.campaign.links({ campaignId }),
  "campaign.check": (caller, { campaignId }) => caller.campaign.check({ campaignId }),
  "campaign.chart": (caller, { campaignId }) => caller.campaign.chart({ campaignId, range: "all" }),
  "campaign.chooseCopy": (caller, { campaignId }) =>
    caller.campaign.chooseCopy({ campaignId, copyTo: "nobody" }),
  "campaign.related.list": (caller, { campaignId }) => caller.campaign.related.list({ campaignId }),
  "campaign.related.duplicate": (caller, { campaignId }) => caller.campaign.related.duplicate({ campaignId }),
  "campaign.related.resend": (caller, { campaignId }) => caller.campaign.related.resend({ campaignId }),
  "campaign.related.archiveMany": (caller, { campaignId }) =>
    caller.campaign.related.archiveMany({ which: { kind: "ids", ids: [campaignId] }, archived: true }),
  "campaign.related.archive": (caller, { campaignId }) =>
    caller.campaign.related.archive({ campaignId, archived: true }),
  "live.watch": async (caller, { campaignId }) => {
    const topics = [{ kind: "campaign" as const, id: campaignId }];
    const { staffMemberId: viewer } = await caller.account.me();
    for await (const first of await caller.live.watch({ viewer, topics })) {
      // The stream goes on for its other topics.
      if (JSON.stringify(first).includes('"code":"not_found"')) throw new TRPCError({ code: "NOT_FOUND" });
      return first;
    }
  },
  "delivery.sendPreview": (caller, { campaignId }) =>
    caller.delivery.sendPreview({ campaignId, version: 2, to: "tess@staff.example" }),
  "delivery.ofCampaign": (caller, { campaignId }) => caller.delivery.ofCampaign({ campaignId }),
  "pass.list": (caller) => caller.pass.list(),
  "pass.add": (caller) =>
    caller.pass.add({ passId: crypto.randomUUID(), name: `Pass ${crypto.randomUUID()}` }),
  "pass.rename": (caller, { passId }) => caller.pass.rename({ passId, name: "Stolen", seen: "Nobody’s" }),
  "pass.retire": (caller, { sparePassId }) => caller.pass.retire({ passId: sparePassId }),
  "pass.bringBack": (caller, { sparePassId }) => caller.pass.bringBack({ passId: sparePassId }),
  "suppression.list": (caller) => caller.suppression.list({}),
  "suppression.sync": (caller) => caller.suppression.sync(),
  "suppression.add": (caller) => caller.suppression.add({ value: "nobody@access.example" }),
  "suppression.lift": (caller, { customerId }) => caller.suppression.lift({ suppressionId: customerId }),
  "suppression.liftMany": (caller, { customerId }) =>
    caller.suppression.liftMany({ which: { kind: "ids", ids: [customerId] } }),
  "suppression.blockAgain": (caller, { customerId }) =>
    caller.suppression.blockAgain({ suppressionIds: [customerId] }),
  "campaign.entries.list": (caller, { campaignId }) =>
    caller.campaign.entries.list({ campaignId, list: "add" }),
  "campaign.entries.suggest": (caller) => caller.campaign.entries.suggest({ search: "person" }),
  "campaign.entries.enter": (caller, { campaignId }) =>
    caller.campaign.entries.enter({ campaignId, list: "exclude", text: "person1@inbox.example" }),
  "campaign.entries.correct": (caller, { campaignId }) =>
    caller.campaign.entries.correct({ campaignId, entryId: crypto.randomUUID(), text: "Ana Ray" }),
  "campaign.entries.remove": (caller, { campaignId }) =>
    caller.campaign.entries.remove({ campaignId, list: "exclude", which: { kind: "all" } }),
  "campaign.entries.undo": (caller, { campaignId }) =>
    caller.campaign.entries.undo({ campaignId, list: "exclude", changeId: crypto.randomUUID() }),
  "campaign.sending.unconfirmed": (caller, { campaignId }) =>
    caller.campaign.sending.unconfirmed({ campaignId, decision: "leave" }),
  "campaign.skipReasons": (caller, { campaignId }) => caller.campaign.skipReasons({ campaignId }),
  "delivery.again": (caller, { campaignId }) => caller.delivery.again({ deliveryId: campaignId }),
  "campaign.sending.review": (caller, { campaignId }) => caller.campaign.sending.review({ campaignId }),
  "campaign.sending.send": (caller, { campaignId }) =>
    caller.campaign.sending.send({ campaignId, version: 2, confirmedCount: 30 }),
  "campaign.sending.undo": (caller, { campaignId }) => caller.campaign.sending.undo({ campaignId }),
  "campaign.sending.pause": (caller, { campaignId }) => caller.campaign.sending.pause({ campaignId }),
  "campaign.sending.resume": (caller, { campaignId }) => caller.campaign.sending.resume({ campaignId }),
  "campaign.sending.cancel": (caller, { campaignId }) => caller.campaign.sending.cancel({ campaignId }),
  ...settingsCalls,
};

/** FEATURES.md "Who may what"; `live.watch` is for everybody: each topic asks for its own permission. */
const basicMay = ["live.watch"];
const seniorMayNot = Object.keys(calls).filter((name) =>
  /^(campaign\.(sending|history|approval\.(approve|decline|withdraw))|suppression|settings|audit|apiKey|webhookOut|staff)(\.|$)/.test(
    name,
  ),
);

const ownersAlone = ["settings.factorRule", "settings.testProviderKey", "settings.removeProviderKey"];

/** They wait some seconds for a worker, which is not there: beside each other. */
const waitForWorker = ["settings.checkSender", "settings.testProviderKey", "settings.registerWithProvider"];

/** They find nothing of somebody else's, and say so by an empty answer. */
const answersWithNothing = ["campaign.related.archiveMany", "suppression.liftMany", "suppression.blockAgain"];

const world = new TestWorld(inject("services"));
let web: TestWeb;
let victim: TestOrganisation;
let stranger: TestOrganisation;
let target: Target;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  victim = await world.organisation(30);
  stranger = await world.organisation(3);
  const campaignId = await world.draft(victim);
  const { rows } = await world.owner.query("select id from customer where organisation_id = $1 limit 1", [
    victim.ctx.organisationId,
  ]);
  const spare = await world.owner.query(
    "insert into pass (organisation_id, name) values ($1, 'Spare') returning id",
    [victim.ctx.organisationId],
  );
  target = {
    ...{ campaignId, passId: victim.passId, customerId: rows[0].id },
    sparePassId: spare.rows[0].id,
  };
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

const rowOf = async () =>
  (await world.owner.query("select * from campaign where id = $1", [target.campaignId])).rows[0];

describe("who may what", () => {
  it("covers every procedure there is, but for those of access-account, -conversations and -alerts", () => {
    const others = Object.keys(web.appRouter._def.procedures).filter(
      (name) => !/^(account|conversation|schedule|customer|customerImport|lookUp|alert)\.|Factor/.test(name),
    );
    expect(Object.keys(calls).toSorted()).toEqual(others.toSorted());
  });

  it.each(roles)(
    "%s staff are let through, or refused, as the table says",
    async (role) => {
      const caller = await web.as(victim, role);
      const check = async (name: string): Promise<void> => {
        const may =
          role === "basic"
            ? basicMay.includes(name)
            : role === "senior"
              ? !seniorMayNot.includes(name)
              : role === "owner" || !ownersAlone.includes(name);
        const own = { ...target, campaignId: await world.draft(victim) };
        const code = await codeOf(Promise.resolve(calls[name]?.(caller, own)));
        expect(`${name}: ${code === "FORBIDDEN"}`).toBe(`${name}: ${!may}`);
      };
      const others = async () => {
        for (const name of Object.keys(calls)) if (!waitForWorker.includes(name)) await check(name);
      };
      await Promise.all([...waitForWorker.map(check), others()]);
    },
    180_000,
  );
});

describe("another organisation's campaign, pass and customer", () => {
  it("are not there, whatever one calls: no data, no change, no workflow", async () => {
    const before = await rowOf();
    const caller = await web.as(stranger);
    for (const [name, call] of Object.entries(calls)) {
      if (
        [
          "campaign.sending.time",
          // Of one's own organisation, all of them.
          ...Object.keys(settingsCalls),
          "campaign.list",
          "campaign.create",
          "campaign.entries.suggest",
          "pass.list",
          "pass.add",
          "audit.list",
          "audit.doers",
          "suppression.list",
          "suppression.sync",
          "suppression.add",
          ...apiCallsOfNothing,
          ...staffCallsOfNothing,
        ].includes(name)
      )
        continue;
      if (name.startsWith("audience.") || answersWithNothing.includes(name)) {
        const answer = JSON.stringify(await call(caller, target).catch((error: unknown) => error));
        expect(answer.replace(/"today":"[-0-9]+"/, ""), name).not.toMatch(/Person|inbox|[1-9]/);
      } else {
        expect(`${name}: ${await codeOf(call(caller, target))}`).toBe(`${name}: NOT_FOUND`);
      }
    }
    expect(await rowOf()).toEqual(before);
    const workflow = world.client.workflow.getHandle(`campaign/${target.campaignId}`);
    await expect(workflow.describe()).rejects.toThrow();
  });

  it("are not suggested while one types", async () => {
    await world.owner.query("update customer set last_name = 'Zebulon' where id = $1", [target.customerId]);
    const suggested = async (of: TestOrganisation) =>
      (await web.as(of)).campaign.entries.suggest({ search: "zebul" });
    expect(await suggested(victim)).toHaveLength(1);
    expect(await suggested(stranger)).toEqual([]);
  });

  it("are not there for ids that nobody has either", async () => {
    const caller = await web.as(victim);
    const nobody = {
      campaignId: crypto.randomUUID(),
      ...{ passId: victim.passId, sparePassId: crypto.randomUUID() },
      customerId: crypto.randomUUID(),
    };
    for (const [name, call] of Object.entries(calls)) {
      if (
        /^(audience|settings)\.|campaign\.(list|create|sending\.time|entries\.suggest)|(audit|suppression|apiKey|webhookOut)\.(list|doers|sync|add|create)$|^pass\.(list|add|rename)$|^staff\.(list|invite)$/.test(
          name,
        ) ||
        answersWithNothing.includes(name)
      )
        continue;
      expect(`${name}: ${await codeOf(call(caller, nobody))}`).toBe(`${name}: NOT_FOUND`);
    }
  });
});
