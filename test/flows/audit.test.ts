import { hashStaffPassword } from "@packpost/db/seed/create-staff";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { formatHistory } from "../../apps/web/src/features/campaigns/detail/format-history.ts";
import { accountDeeds } from "../support/account-deeds.ts";
import { alertDeeds } from "../support/alert-deeds.ts";
import { apiDeeds } from "../support/api-deeds.ts";
import { conversationDeeds } from "../support/conversation-deeds.ts";
import { customerDeeds } from "../support/customer-deeds.ts";
import { type Caller, type Deed, settingsDeeds, webhookDeeds } from "../support/deeds.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { typeOf, untraced } from "../support/untraced-mutations.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";
let changeId = "";
let suppressionId = "";
let deliveryId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(30);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const when = { date, time: "10:00" };
const confirmed = { version: 2, confirmedCount: 30 };
const state = (change: string) =>
  world.owner.query(`update broadcast set ${change} where id = $1`, [campaignId]);

const send = async (caller: Caller) =>
  void (await caller.campaign.sending.send({ campaignId, ...confirmed }));
const schedule = async (caller: Caller) =>
  void (await caller.campaign.sending.schedule({ campaignId, ...confirmed, ...when }));
const enter = async (caller: Caller) => {
  const entered = await caller.campaign.entries.enter({
    campaignId,
    list: "exclude",
    text: "person1@inbox.example, nobody@x.example",
  });
  if (entered.outcome === "entered") changeId = entered.changeId;
};

/** Every mutation that staff can call, on a draft of its own, as an admin who has not touched it before. */
/** What the first word of some actions is done to. */
const subjects = new Map([
  ["settings", "organisation"],
  ["texting", "organisation"],
  ["conversation", "thread"],
  ["preference", "customer"],
  ["application", "customer"],
  ["registration", "pet"],
  ["transaction", "customer"],
]);

async function one(statement: string, ...more: unknown[]): Promise<string> {
  const { rows } = await world.owner.query(statement, [organisation.ctx.organisationId, ...more]);
  return String(rows[0]?.id);
}

const deeds: Record<string, Deed> = {
  ...conversationDeeds(one),
  ...alertDeeds(one),
  "account.changePassword": {
    prepare: async () => {
      const hash = await hashStaffPassword("the password before");
      await world.owner.query(
        `update auth_account set password = $1 where "userId" in (
           select user_id from staff_member where organisation_id = $2 and role = 'admin')`,
        [hash, organisation.ctx.organisationId],
      );
    },
    act: (caller) =>
      caller.account.changePassword({ current: "the password before", wanted: "three brown dogs and a cat" }),
    action: "staff.password_changed",
  },
  ...accountDeeds(one, () => web.as(organisation)),
  "campaign.create": { act: (caller) => caller.campaign.create({ name: "New" }), action: "campaign.created" },
  "campaign.edit": {
    act: (caller) => caller.campaign.edit({ campaignId, version: 2, changes: { subject: "Other" } }),
    action: "campaign.edited",
  },
  "campaign.chooseCopy": {
    act: (caller) => caller.campaign.chooseCopy({ campaignId, copyTo: "sender" }),
    action: "campaign.copy_chosen",
  },
  "campaign.related.duplicate": {
    act: (caller) => caller.campaign.related.duplicate({ campaignId }),
    action: "campaign.created",
  },
  "campaign.related.resend": {
    prepare: async () => {
      const sent = await createSentCampaign(world, 3);
      // Of the organisation of this test: its people and its campaign.
      organisation = sent.organisation;
      campaignId = sent.campaignId;
      await world.owner.query(
        "update recipient set failed_at = now(), sent_at = null where broadcast_id = $1",
        [campaignId],
      );
      await state("status = 'sent', finished_at = now()");
    },
    act: async () => (await web.as(organisation)).campaign.related.resend({ campaignId }),
    action: "campaign.created",
  },
  "campaign.related.archive": {
    act: (caller) => caller.campaign.related.archive({ campaignId, archived: true }),
    action: "campaign.archived",
  },
  "campaign.related.archiveMany": {
    act: (caller) =>
      caller.campaign.related.archiveMany({ which: { kind: "ids", ids: [campaignId] }, archived: true }),
    action: "campaign.archived",
  },
  "campaign.entries.enter": { act: enter, action: "campaign.people_entered" },
  "campaign.entries.correct": {
    prepare: enter,
    act: async (caller) => {
      const { entries } = await caller.campaign.entries.list({
        campaignId,
        list: "exclude",
        show: "problems",
      });
      return caller.campaign.entries.correct({
        campaignId,
        entryId: entries[0]?.id ?? "",
        text: "person2@inbox.example",
      });
    },
    action: "campaign.entry_corrected",
  },
  "campaign.entries.remove": {
    prepare: enter,
    act: (caller) => caller.campaign.entries.remove({ campaignId, list: "exclude", which: { kind: "all" } }),
    action: "campaign.entries_removed",
  },
  "campaign.entries.undo": {
    prepare: enter,
    act: (caller) => caller.campaign.entries.undo({ campaignId, list: "exclude", changeId }),
    action: "campaign.entries_undone",
  },
  "campaign.sending.send": { act: send, action: "campaign.send_confirmed" },
  "campaign.sending.schedule": { act: schedule, action: "campaign.scheduled" },
  "campaign.sending.reschedule": {
    prepare: schedule,
    act: async (caller) => {
      const { sendAt } = await caller.campaign.progress({ campaignId });
      const seenSendAt = sendAt?.toISOString() ?? null;
      return caller.campaign.sending.reschedule({ campaignId, seenSendAt, date, time: "11:00" });
    },
    action: "campaign.rescheduled",
  },
  "campaign.sending.undo": {
    prepare: send,
    act: (caller) => caller.campaign.sending.undo({ campaignId }),
    action: "campaign.send_undone",
  },
  "campaign.sending.pause": {
    prepare: async (caller) => {
      await send(caller);
      await state("status = 'sending', sending_began_at = now()");
    },
    act: (caller) => caller.campaign.sending.pause({ campaignId }),
    action: "campaign.paused",
  },
  "campaign.sending.resume": {
    prepare: async (caller) => {
      await send(caller);
      await state("status = 'paused', sending_began_at = now()");
    },
    act: (caller) => caller.campaign.sending.resume({ campaignId }),
    action: "campaign.resumed",
  },
  "campaign.sending.cancel": {
    prepare: async (caller) => {
      await send(caller);
      await state("status = 'sending', sending_began_at = now()");
    },
    act: (caller) => caller.campaign.sending.cancel({ campaignId }),
    action: "campaign.cancelled",
  },
  "campaign.sending.unconfirmed": {
    act: (caller) => caller.campaign.sending.unconfirmed({ campaignId, decision: "leave" }),
    action: "campaign.unconfirmed_left",
  },
  "delivery.again": {
    prepare: async (caller) => {
      const queued = await caller.delivery.sendPreview({ campaignId, version: 2, to: "a@staff.example" });
      if (queued.outcome !== "queued") throw new Error(queued.outcome);
      deliveryId = queued.deliveryIds[0] ?? "";
      await world.owner.query(
        "update delivery set unconfirmed_at = now(), call_until = now() where id = $1",
        [deliveryId],
      );
    },
    act: (caller) => caller.delivery.again({ deliveryId }),
    action: "delivery.sent_again",
  },
  "delivery.sendPreview": {
    act: (caller) =>
      caller.delivery.sendPreview({ campaignId, version: 2, to: "a@staff.example, b@staff.example" }),
    action: "campaign.preview_sent",
  },
  "suppression.add": {
    act: (caller) => caller.suppression.add({ value: "x@audit.example" }),
    action: "suppression.added",
  },
  "suppression.lift": {
    prepare: async (caller) => {
      await caller.suppression.add({ value: "y@audit.example" });
      suppressionId = (await caller.suppression.list({ search: "y@audit" })).suppressions[0]?.id ?? "";
    },
    act: (caller) => caller.suppression.lift({ suppressionId }),
    action: "suppression.lifted",
  },
  "suppression.liftMany": {
    prepare: async (caller) => void (await caller.suppression.add({ value: "z@audit.example" })),
    act: (caller) => caller.suppression.liftMany({ which: { kind: "matching", search: "z@audit" } }),
    action: "suppression.lifted",
  },
  "suppression.blockAgain": {
    prepare: async (caller) => {
      await caller.suppression.add({ value: "w@audit.example" });
      suppressionId = (await caller.suppression.list({ search: "w@audit" })).suppressions[0]?.id ?? "";
      await caller.suppression.lift({ suppressionId });
    },
    act: (caller) => caller.suppression.blockAgain({ suppressionIds: [suppressionId] }),
    action: "suppression.blocked_again",
  },
  ...apiDeeds,
  ...webhookDeeds,
  ...customerDeeds(one),
  ...settingsDeeds(one),
};

const rowsOf = async () => {
  const { rows } = await world.owner.query(
    "select id, actor_kind, actor_id, action, subject_kind, subject_id, detail from audit where organisation_id = $1 order by id",
    [organisation.ctx.organisationId],
  );
  return rows;
};

/** What of the audit is new after something was done. */
async function newRows(act: () => Promise<unknown>) {
  const before = new Set((await rowsOf()).map(({ id }) => id));
  await act();
  return (await rowsOf()).filter(({ id }) => !before.has(id));
}

describe("O3 the audit", () => {
  it("O3 knows every mutation there is: one row, or a reason for none", () => {
    const procedures: Record<string, unknown> = web.appRouter._def.procedures;
    const mutations = Object.keys(procedures).filter((name) => typeOf(procedures[name]) === "mutation");
    expect([...Object.keys(deeds), ...Object.keys(untraced)].toSorted()).toEqual(mutations.toSorted());
  });

  it.each(Object.entries(deeds))("O3 %s writes exactly one row: who, what, to what", async (_name, deed) => {
    organisation = await world.organisation(30);
    campaignId = await world.draft(organisation);
    const caller = await web.as(organisation, "admin");
    await deed.prepare?.(caller);
    const rows = await newRows(() => deed.act(caller));
    expect(rows.map(({ action }) => action)).toEqual([deed.action]);
    const [row] = rows;
    const [firstWord = ""] = deed.action.split(".");
    expect(row).toMatchObject({
      actor_kind: "staff",
      actor_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      subject_kind: subjects.get(firstWord) ?? firstWord,
      subject_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    // Ids and counts, no addresses of customers.
    expect(JSON.stringify(row.detail)).not.toMatch(/inbox\.example|audit\.example/);
    const words = formatHistory({ action: row.action, detail: row.detail }, "UTC").did;
    if (row.subject_kind === "campaign")
      expect(words, "in the team's words").not.toBe(deed.action.split(".")[1]?.replaceAll("_", " "));
  });
});
