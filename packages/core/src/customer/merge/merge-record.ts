import type { MergeKind } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { movedHouseholdSchema } from "./move-household.ts";

const personFieldsSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  zone: z.string().nullable(),
  // Merges from before there were languages have none.
  language: z.string().nullable().default(null),
  externalId: z.string().nullable(),
  contact: z.enum(["primary", "secondary"]),
});
export type PersonFields = z.infer<typeof personFieldsSchema>;

/** The rows that went to the kept record. */
export const movedCustomersSchema = z.object({
  applications: z.array(z.string()),
  transactions: z.array(z.string()),
  /** Staff whose unsent mail to the merged record went along. */
  emailDrafts: z.array(z.string()),
  household: movedHouseholdSchema.nullable(),
  /** Records that led to the merged one since earlier merges. */
  led: z.array(z.string()),
});
export type MovedCustomers = z.infer<typeof movedCustomersSchema>;

/** What was changed of both. */
export const beforeCustomersSchema = z.object({
  kept: personFieldsSchema,
  became: personFieldsSchema,
  merged: personFieldsSchema.extend({ familyId: z.string() }),
  /** Applications of the kept one for a pass that both had applied for. */
  applications: z.array(z.object({ id: z.string(), was: z.string(), became: z.string() })),
  /** Applications of the merged one for these passes, as rows. */
  dropped: z.array(z.unknown()),
  /** Channels on which the kept one has a no since then; `was` = what it had said before, null = nothing. */
  refused: z.array(
    z.object({
      ...{ channel: z.string(), was: z.boolean().nullable(), at: z.string() },
      /** What had been said at the kept one's mailbox (C18), where it had one. */
      ...{ mailbox: z.string().nullable(), mailboxWas: z.boolean().nullable() },
    }),
  ),
});
export type BeforeCustomers = z.infer<typeof beforeCustomersSchema>;

/** Writes down what was done, so that it can be taken back. @returns its id */
export async function writeMerge(
  em: EntityManager,
  ctx: Context,
  merge: {
    readonly kind: MergeKind;
    readonly keptId: string;
    readonly mergedId: string;
    readonly moved: unknown;
    readonly before: unknown;
  },
): Promise<string> {
  const { kind, keptId, mergedId, moved, before } = merge;
  const { rows } = await sql<{ id: string }>`
    insert into merge (organisation_id, kind, kept_id, merged_id, done_by, moved, before)
    values (${ctx.organisationId}, ${kind}, ${keptId}, ${mergedId}, ${staffIdOf(ctx)}, ${JSON.stringify(moved)}::jsonb, ${JSON.stringify(before)}::jsonb)
    returning id`.execute(em.getKysely());
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("The merge was not written down");
  return id;
}
