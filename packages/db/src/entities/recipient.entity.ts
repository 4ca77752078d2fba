import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";
import type { RecipientStatus } from "../words.ts";

export const DROP_REASONS = [
  "invalid_address",
  "earlier_bounce",
  "earlier_complaint",
  "unsubscribed",
  "blocked_by_hand",
  "inactive",
  "other",
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export const BOUNCE_KINDS = ["blocked", "policy", "spam_content"] as const;
export type BounceKind = (typeof BOUNCE_KINDS)[number];

/** One person in one campaign; `status` is derived from the facts by the database. */
export const Recipient = defineEntity({
  name: "Recipient",
  tableName: "recipient",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    campaignId: p.uuid(),
    customerId: p.uuid(),
    slice: p.integer().nullable(),
    wave: p.integer().nullable(),
    added: p.boolean().default(false),
    emailKey: p.string().nullable(),
    skipReasons: p.integer().default(0),
    email: p.string().nullable(),
    mergeValues: p.json().nullable(),
    attemptId: p.uuid().nullable(),
    providerMessageId: p.string().nullable(),
    words: p.text().nullable(),
    dropReason: p.string().$type<DropReason>().nullable(),
    bounceKind: p.string().$type<BounceKind>().nullable(),
    skippedAt: p.datetime(3).nullable(),
    cancelledAt: p.datetime(3).nullable(),
    claimedAt: p.datetime(3).nullable(),
    sentAt: p.datetime(3).nullable(),
    deliveredAt: p.datetime(3).nullable(),
    openedAt: p.datetime(3).nullable(),
    machineOpenedAt: p.datetime(3).nullable(),
    clickedAt: p.datetime(3).nullable(),
    machineClickedAt: p.datetime(3).nullable(),
    softBouncedAt: p.datetime(3).nullable(),
    hardBouncedAt: p.datetime(3).nullable(),
    unsubscribedAt: p.datetime(3).nullable(),
    complainedAt: p.datetime(3).nullable(),
    droppedAt: p.datetime(3).nullable(),
    failedAt: p.datetime(3).nullable(),
    unconfirmedAt: p.datetime(3).nullable(),
    status: p.string().$type<RecipientStatus>().persist(false),
    statusAt: p.datetime(3).persist(false).nullable(),
  },
});
