import { defineEntity, p } from "@mikro-orm/core";
import { deliveryPurposes, noticeSubjects, providerChannels, recipientStatuses } from "../enums.ts";
import { Alert } from "./alert.entity.ts";
import { Campaign } from "./campaign.entity.ts";
import { Customer } from "./customer.entity.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** One message to one person outside a broadcast, as it was sent; `status` is derived from the facts by the database. */
export const Delivery = defineEntity({
  name: "Delivery",
  tableName: "delivery",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    channel: p.enum(providerChannels).default("email"),
    purpose: p.enum(deliveryPurposes),
    about: p.enum(noticeSubjects).nullable(),
    requestId: p.uuid(),
    campaign: () => p.manyToOne(Campaign).ref().nullable().deleteRule("no action"),
    /** Of a notice about an alert. */
    alert: () => p.manyToOne(Alert).ref().nullable().deleteRule("set null"),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    /** The message that it is, as a text. */
    entry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    requestedBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("requested_by").nullable().deleteRule("no action"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    /** When somebody last asked for it: queued it, or decided that it goes out again. */
    askedAt: p.datetime(3).defaultRaw("app_now()"),
    address: p.string(),
    fromMailbox: p
      .json()
      .$type<{ name: string; email: string; replyTo: string | null; inboundAddress?: string }>()
      .nullable(),
    /** Of a text: our own, by its newest call. */
    fromNumber: p.text().nullable(),
    /** Of a mail to a customer: its id, and those of the mails before it. */
    threading: p.json().$type<{ messageId: string; references: string[] }>().nullable(),
    subject: p.text().nullable(),
    html: p.text().nullable(),
    text: p.text(),
    calls: p.integer().default(0),
    providerAccount: p.string().nullable(),
    askedElsewhere: p.boolean().default(false),
    claimedAt: p.datetime(3).nullable(),
    callUntil: p.datetime(3).nullable(),
    lookedUpAt: p.datetime(3).nullable(),
    firstAbsentAt: p.datetime(3).nullable(),
    askAfter: p.datetime(3).nullable(),
    failedAsks: p.integer().default(0),
    firstFailedAskAt: p.datetime(3).nullable(),
    providerMessageId: p.string().nullable(),
    /** Of earlier calls of a text that somebody has sent again. */
    pastProviderMessageIds: p.array().columnType("text[]").default([]),
    providerMessage: p.text().nullable(),
    cancelledAt: p.datetime(3).nullable(),
    sentAt: p.datetime(3).nullable(),
    deliveredAt: p.datetime(3).nullable(),
    openedAt: p.datetime(3).nullable(),
    botOpenedAt: p.datetime(3).nullable(),
    clickedAt: p.datetime(3).nullable(),
    botClickedAt: p.datetime(3).nullable(),
    softBouncedAt: p.datetime(3).nullable(),
    hardBouncedAt: p.datetime(3).nullable(),
    unsubscribedAt: p.datetime(3).nullable(),
    complainedAt: p.datetime(3).nullable(),
    droppedAt: p.datetime(3).nullable(),
    failedAt: p.datetime(3).nullable(),
    unconfirmedAt: p.datetime(3).nullable(),
    status: p.enum(recipientStatuses).persist(false),
    statusAt: p.datetime(3).nullable().persist(false),
  },
});
