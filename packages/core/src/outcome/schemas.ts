import * as z from "zod";

const instant = z.iso.datetime({ offset: true }).nullable();

/** What became of one message to one customer, as other systems read it (P10). Kinds, statuses, purposes and reasons are open lists. */
export const outcomeSchema = z
  .object({
    id: z.uuid().meta({ description: "Of the message to this customer; the same in each of its outcomes" }),
    kind: z
      .string()
      .meta({ description: "What it was. More may be added", examples: ["campaign", "alert", "single"] }),
    channel: z.string().meta({ examples: ["email", "sms"] }),
    purpose: z
      .string()
      .nullable()
      .meta({ description: "Of a single message", examples: ["work_order", "e_signature", "individual"] }),
    campaign: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    alertId: z.uuid().nullable(),
    customer: z
      .object({ id: z.uuid(), externalId: z.string().nullable(), number: z.int() })
      .meta({ description: "Of records that were merged the one that was kept" }),
    address: z.string().nullable().meta({ description: "The address or number that was used" }),
    status: z.string().meta({
      description: "How it stands now. More may be added",
      examples: [
        "sent",
        "delivered",
        "opened",
        "clicked",
        "bounced",
        "unsubscribed",
        "spam_complaint",
        "dropped",
        "failed",
        "undelivered",
        "skipped",
        "cancelled",
        "unconfirmed",
      ],
    }),
    statusAt: instant,
    reasons: z
      .array(z.string())
      .meta({ description: "Why somebody was skipped", examples: [["unsubscribed"]] }),
    sentAt: instant,
    deliveredAt: instant,
    openedAt: instant.meta({ description: "First opened by a person, as far as can be told from machines" }),
    clickedAt: instant,
    bouncedAt: instant,
    complainedAt: instant,
    unsubscribedAt: instant,
    providerMessage: z
      .string()
      .nullable()
      .meta({ description: "The provider's own words, where it said something" }),
  })
  .meta({ id: "Outcome" });
export type Outcome = z.output<typeof outcomeSchema>;

export const listOutcomesSchema = z.strictObject({
  cursor: z
    .string()
    .max(500)
    .optional()
    .meta({ description: "From the answer before; left out: from the oldest change that is kept (30 days)" }),
  limit: z.int().min(1).max(200).default(100).meta({ description: "Changes a page" }),
});
export type ListOutcomesInput = z.output<typeof listOutcomesSchema>;

export const outcomePageSchema = z
  .object({
    outcomes: z.array(outcomeSchema),
    cursor: z
      .string()
      .meta({ description: "Where to read on: at once while there is more, later for what changes then" }),
    more: z.boolean().meta({ description: "There is more already" }),
  })
  .meta({ id: "OutcomePage" });
export type OutcomePage = z.output<typeof outcomePageSchema>;
