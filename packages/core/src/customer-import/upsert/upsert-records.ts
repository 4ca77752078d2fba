import { importNouns } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudits } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { storableTextSchema } from "../../storable-text.ts";
import type { UpsertOutcome } from "./fields.ts";
import { upsertBatch } from "./upsert-batch.ts";

/** How many records one call takes. */
export const mostRecords = 500;

export const upsertRecordsSchema = z.object({
  noun: z.enum(importNouns),
  /** Fields by `fieldsOf` of the noun; others are passed over. */
  records: z
    .array(z.record(z.string().max(60), storableTextSchema.max(10_000).nullable()))
    .min(1)
    .max(mostRecords),
  /** Only tells what would become of them. */
  dryRun: z.boolean().default(false),
});
export type UpsertRecordsInput = z.output<typeof upsertRecordsSchema>;

/**
 * Creates or changes up to 500 rows of one noun by the keys of another system (P10): external id, customer number, address, telephone
 * number. Each record has its own outcome, one that is refused keeps no other from being written. What is not mentioned is not
 * touched; consent is never lifted. Eligibility follows in the same transaction. An audit row for each row that is created or
 * changed names the fields, not what stands in them.
 * @returns one outcome for each record, in their order
 * @throws {PackpostError} forbidden
 */
export async function upsertRecords({
  ctx,
  input,
}: {
  ctx: Context;
  input: UpsertRecordsInput;
}): Promise<UpsertOutcome[]> {
  requirePermission(ctx, "customer.edit");
  const { noun, records, dryRun } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const batch = { em, organisationId: ctx.organisationId, hold: !dryRun, memory: null };
    const told = await upsertBatch(batch, noun, records, (place) => `record ${place + 1} of this call`);
    const outcomes = told.map(({ outcome }) => outcome);
    if (dryRun) return outcomes;
    const written = outcomes.flatMap((one) => {
      if (one.outcome !== "created" && one.outcome !== "changed") return [];
      const detail = { changed: one.changes.map(({ field }) => field) };
      const action = `${noun}.${one.outcome}` as const;
      return [{ action, subjectKind: noun, subjectId: one.id, detail }];
    });
    await writeAudits(em, ctx, written);
    return outcomes;
  });
}
