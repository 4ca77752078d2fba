import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** One business: the tenant. Everything else carries its id. */
export const Organisation = defineEntity({
  name: "Organisation",
  tableName: "organisation",
  properties: {
    id: p.uuid().$type<OrganisationId>().primary().defaultRaw("uuidv7()"),
    name: p.string(),
    /** Addresses its customers' own pages (P6): `/portal/{slug}`. */
    slug: p.text().defaultRaw("'o-' || left(replace(gen_random_uuid()::text, '-', ''), 10)"),
    zone: p.string(),
    postalAddress: p.text().nullable(),
    supportEmail: p.string().nullable(),
    senderName: p.string(),
    senderEmail: p.string(),
    brandColor: p.string().default("#1F5C4D"),
    /** The last part of its logo's public address; null = its name stands there. */
    logo: p.text().nullable(),
    /** Code of the language its mails are in. */
    mailLanguage: p.string().default("en"),
    sendingStoppedAt: p.datetime(3).nullable(),
    rawEventRetentionDays: p.integer().default(45),
    /** Most people one wave of a campaign reaches; none = no waves (C13). */
    massCap: p.integer().nullable(),
    wavePauseSeconds: p.integer().default(0),
    /** A send to more people than that is approved by a second person; none = nobody is asked. */
    approvalOver: p.integer().nullable(),
    /** At most so many campaigns a mailbox gets in so many days; none = nothing is counted. */
    frequencyMost: p.integer().nullable(),
    frequencyDays: p.integer().default(7),
    /** What its record at the sender's domain says (C17): it alone can have had it added there. */
    domainProof: p.text().defaultRaw("replace(gen_random_uuid()::text, '-', '')"),
    /** So long a message may be unread before it is mailed (V5). */
    unreadMailSeconds: p.integer().default(180),
    /** Where the provider takes mail for it: a domain, or a mailbox (V9). */
    inboundAddress: p.text().nullable(),
    /** Between these local times no text leaves by itself (A12, V15), as `21:00:00`; both null = no quiet hours. */
    quietFrom: p.string().columnType("time").nullable().defaultRaw("'21:00'"),
    quietUntil: p.string().columnType("time").nullable().defaultRaw("'08:00'"),
    /** Owners and admins who sign in after it need a second factor (O1); none = nobody does. */
    secondFactorRequiredSince: p.datetime(3).nullable(),
    /** A new organisation's first steps are not shown any more (O1). */
    firstStepsPutAwayAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});

/**
 * The tenant of a row. A relation, so that a unit of work writes the organisation before whatever it has; read and written as the
 * id that every context carries.
 */
export const ofOrganisation = () =>
  p.manyToOne(Organisation).mapToPk().fieldName("organisation_id").deleteRule("no action");
