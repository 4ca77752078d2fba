import { defineEntity, p } from "@mikro-orm/core";
import { recipientStatuses } from "../enums.ts";
import type { OrganisationId } from "../organisation-id.ts";

export const MAIL_KINDS = ["preview", "copy", "notice"] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a notice is about. */
export const NOTICE_SUBJECTS = ["pause", "unconfirmed"] as const;
export type NoticeSubject = (typeof NOTICE_SUBJECTS)[number];

/** A single mail on the transactional stream, as it was sent. */
export const Mail = defineEntity({
  name: "Mail",
  tableName: "mail",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    kind: p.enum(MAIL_KINDS),
    requestId: p.uuid(),
    campaignId: p.uuid().nullable(),
    requestedBy: p.uuid().nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    toAddress: p.string(),
    fromMailbox: p.json().$type<{ name: string; email: string; replyTo: string | null }>(),
    subject: p.text(),
    html: p.text(),
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
    words: p.text().nullable(),
    sentAt: p.datetime(3).nullable(),
    deliveredAt: p.datetime(3).nullable(),
    softBouncedAt: p.datetime(3).nullable(),
    hardBouncedAt: p.datetime(3).nullable(),
    complainedAt: p.datetime(3).nullable(),
    droppedAt: p.datetime(3).nullable(),
    failedAt: p.datetime(3).nullable(),
    unconfirmedAt: p.datetime(3).nullable(),
    about: p.enum(NOTICE_SUBJECTS).nullable(),
    cancelledAt: p.datetime(3).nullable(),
    status: p.enum(recipientStatuses).persist(false),
    statusAt: p.datetime(3).nullable().persist(false),
  },
});
