import { defineEntity, p } from "@mikro-orm/core";
import { Broadcast } from "./broadcast.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

export const ATTEMPT_OUTCOMES = ["recorded", "not_called", "reconciled", "unconfirmed"] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** One provider call: claimed before, ended after. */
export const Attempt = defineEntity({
  name: "Attempt",
  tableName: "attempt",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    broadcast: () => p.manyToOne(Broadcast).ref(),
    claimedAt: p.datetime(3).defaultRaw("app_now()"),
    callUntil: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    outcome: p.enum(ATTEMPT_OUTCOMES).nullable(),
    recipients: p.integer(),
    slice: p.integer().nullable(),
    firstRecipientId: p.uuid().nullable(),
    lastRecipientId: p.uuid().nullable(),
    people: p.json().columnType("json").nullable(),
    answeredAt: p.datetime(3).nullable(),
    acceptedAt: p.datetime(3).nullable(),
    answered: p.integer().default(0),
    refused: p.integer().default(0),
    providerAccount: p.string().nullable(),
    askedElsewhere: p.boolean().default(false),
    lookedUpAt: p.datetime(3).nullable(),
    firstAbsentAt: p.datetime(3).nullable(),
    providerMessage: p.text().nullable(),
    askMessage: p.text().nullable(),
    askAfter: p.datetime(3).nullable(),
    failedAsks: p.integer().default(0),
    silentSeconds: p.integer().default(0),
    firstFailedAskAt: p.datetime(3).nullable(),
    evidenceAt: p.datetime(3).nullable(),
    gaveBack: p.boolean().default(false),
  },
});
