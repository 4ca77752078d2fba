import { randomUUID } from "node:crypto";
import type { Caller, Deed } from "./deeds.ts";
import { laterDeeds } from "./later-deeds.ts";

/** Runs a statement as the owner and gives the `id` of its first row; `$1` is the organisation. */
type One = (statement: string, ...more: unknown[]) => Promise<string>;

/** What people do in conversations, the schedule and texting, and what the audit must say of it (O3). */
export function conversationDeeds(one: One): Record<string, Deed> {
  const anyFamily = () =>
    one("select family_id as id from customer where organisation_id = $1 order by number limit 1");
  const anyCustomer = () => one("select id from customer where organisation_id = $1 order by number limit 1");
  const anyStaff = () =>
    one("select id from staff_member where organisation_id = $1 order by created_at limit 1");
  const number = "+12025550142";
  let id = "";
  let threadId = "";
  const openThread = async (caller: Caller) => {
    threadId = await caller.conversation.open({ familyId: await anyFamily() });
    const post = { threadId, entryId: randomUUID(), body: "Hello", seenNumber: null };
    await caller.conversation.post(post);
  };
  const newStranger = async () => {
    id = await one("insert into thread (organisation_id, stranger) values ($1, '+12025550199') returning id");
  };
  const join = async (caller: Caller) =>
    caller.conversation.join({
      ...{ strangerThreadId: id, familyId: await anyFamily(), customerId: await anyCustomer() },
    });
  const visit = { date: "2027-01-05", time: "10:00", minutes: 30, anyway: true };
  const newVisit = async (caller: Caller) => {
    id = randomUUID();
    const petId = await one(
      "insert into pet (organisation_id, family_id, name) values ($1, $2, 'Rex') returning id",
      await anyFamily(),
    );
    return caller.schedule.create({ ...visit, appointmentId: id, petId, staffMemberId: await anyStaff() });
  };
  const prepareVisit = async (caller: Caller) => {
    await newVisit(caller);
  };
  const saveTexting = (caller: Caller) =>
    caller.settings.saveTexting({ number: "+1 202 555 0100", registration: "pending" });
  const prepareTexting = async (caller: Caller) => {
    await saveTexting(caller);
  };
  return {
    "conversation.close": {
      prepare: openThread,
      act: (caller) => caller.conversation.close({ threadId, entryId: randomUUID(), seenNumber: 1 }),
      action: "conversation.closed",
    },
    ...laterDeeds(async (caller) => {
      await openThread(caller);
      return threadId;
    }),
    "conversation.assign": {
      prepare: openThread,
      act: async (caller) =>
        caller.conversation.assign({ threadId, entryId: randomUUID(), staffMemberId: await anyStaff() }),
      action: "conversation.assigned",
    },
    "conversation.join": { prepare: newStranger, act: join, action: "conversation.joined" },
    "conversation.split": {
      prepare: async (caller) => {
        await newStranger();
        await join(caller);
      },
      act: (caller) => caller.conversation.split({ strangerThreadId: id }),
      action: "conversation.split",
    },
    "conversation.saveReply": {
      act: (caller) =>
        caller.conversation.saveReply({ savedReplyId: randomUUID(), name: "Where", body: "Here." }),
      action: "saved_reply.saved",
    },
    "conversation.deleteSavedReply": {
      prepare: async (caller) => {
        id = randomUUID();
        await caller.conversation.saveReply({ savedReplyId: id, name: "Where", body: "Here." });
      },
      act: (caller) => caller.conversation.deleteSavedReply({ savedReplyId: id }),
      action: "saved_reply.deleted",
    },
    "conversation.sayNumberState": {
      act: (caller) => caller.conversation.sayNumberState({ number, state: "not_textable" }),
      action: "texting.number_said",
    },
    "conversation.decideHold": {
      prepare: async (caller) => {
        await openThread(caller);
        await one(
          "insert into phone_number (organisation_id, number, held_at, held_entry_id) select $1, $2, now(), id from entry where organisation_id = $1 limit 1 returning held_entry_id as id",
          number,
        );
      },
      act: (caller) => caller.conversation.decideHold({ number, decision: "keep" }),
      action: "texting.hold_decided",
    },
    "conversation.settleMail": {
      prepare: async () => {
        id = await one(
          "insert into inbound_mail (organisation_id, provider_message_id, mail, state, settled_at, reason) values ($1, 'x', $2, 'unplaced', now(), 'unknown_sender') returning id",
          JSON.stringify(unknownMail),
        );
      },
      act: (caller) => caller.conversation.settleMail({ mailId: id, familyId: null }),
      action: "inbound_mail.dismissed",
    },
    "conversation.takeOutMail": {
      prepare: async (caller) => {
        id = await one(
          "insert into inbound_mail (organisation_id, provider_message_id, mail, state, settled_at, reason) values ($1, 'y', $2, 'unplaced', now(), 'unknown_sender') returning id",
          JSON.stringify(unknownMail),
        );
        await caller.conversation.settleMail({ mailId: id, familyId: await anyFamily() });
      },
      act: (caller) => caller.conversation.takeOutMail({ mailId: id }),
      action: "inbound_mail.taken_out",
    },
    "customer.setZone": {
      act: async (caller) =>
        caller.customer.setZone({ customerId: await anyCustomer(), zone: "America/New_York", seen: null }),
      action: "customer.zone_set",
    },
    "schedule.create": { act: newVisit, action: "appointment.created" },
    "schedule.move": {
      prepare: prepareVisit,
      act: async (caller) => {
        const seen = await one(
          "select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as id from appointment where organisation_id = $1 and id = $2",
          id,
        );
        const place = { ...visit, time: "11:00", staffMemberId: await anyStaff() };
        return caller.schedule.move({ ...place, appointmentId: id, seenStart: new Date(seen) });
      },
      action: "appointment.moved",
    },
    "schedule.cancel": {
      prepare: prepareVisit,
      act: (caller) => caller.schedule.cancel({ appointmentId: id }),
      action: "appointment.cancelled",
    },
    "schedule.restore": {
      prepare: async (caller) => {
        await newVisit(caller);
        await caller.schedule.cancel({ appointmentId: id });
      },
      act: (caller) => caller.schedule.restore({ appointmentId: id }),
      action: "appointment.restored",
    },
    "settings.saveOpeningHours": {
      act: (caller) =>
        caller.settings.saveOpeningHours({
          week: [[{ from: "08:00", to: "17:00" }], [], [], [], [], [], []],
          closedDays: [],
        }),
      action: "settings.opening_hours_changed",
    },
    "settings.saveTexting": { act: saveTexting, action: "settings.texting_changed" },
    "settings.testInbound": {
      prepare: async () => {
        await one(
          "update organisation set inbound_address = 'reply.test.example' where id = $1 returning id",
        );
      },
      act: (caller) => caller.settings.testInbound(),
      action: "organisation.inbound_tested",
    },
    "settings.testTexting": {
      prepare: prepareTexting,
      act: (caller) => caller.settings.testTexting({ phone: "+1 202 555 0143" }),
      action: "texting.tested",
    },
    "settings.switchTexting": {
      prepare: prepareTexting,
      act: (caller) => caller.settings.switchTexting({ to: "off" }),
      action: "texting.switched_off",
    },
  };
}

const unknownMail = {
  from: { name: "", address: "nobody@elsewhere.example" },
  ...{ to: [], subject: "Hello", messageId: null, references: [], text: "Hello", html: "" },
  ...{ strippedText: "Hello", automatic: false },
};
