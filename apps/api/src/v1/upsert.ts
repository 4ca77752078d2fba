import type { UpsertOutcome } from "@packpost/core/customer-import/upsert/fields";
import { upsertRecords, upsertRecordsSchema } from "@packpost/core/customer-import/upsert/upsert-records";
import { PackpostError } from "@packpost/core/errors";
import type { ImportNoun } from "@packpost/db/enums";
import type * as z from "zod";
import { createApiRouter, scoped } from "./procedures.ts";
import { bulkResultSchema, bulkSchema, putSchema, upsertResultSchema } from "./upsert-schemas.ts";

/**
 * How other systems create and change rows of a noun (P10): one by its external id, or up to 500 with a result each.
 * @param plural as it stands in paths
 */
export function upsertProcedures<N extends ImportNoun>(noun: N, plural: string) {
  return {
    put: scoped({
      ...{ method: "PUT", path: `/${plural}/{externalId}`, scope: "customers:write" },
      summary: `Create or change one of the ${plural}`,
      description:
        "Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted.",
    })
      .input(putSchema(noun))
      .output(upsertResultSchema)
      .mutation(async ({ ctx: { ctx }, input }) => {
        const [result] = await upsertRecords({ ctx, input: inputOf(noun, [input], false) });
        if (result === undefined) throw new Error("a record had no result");
        if (result.outcome !== "refused") return result;
        const { reason, conflict } = result;
        const details = conflict === undefined ? {} : { details: { ids: conflict } };
        throw new PackpostError(conflict === undefined ? "invalid_input" : "conflict", reason, {
          effect: "Nothing was changed.",
          ...details,
        });
      }),
    bulk: scoped({
      ...{ method: "POST", path: `/${plural}/bulk`, scope: "customers:write" },
      summary: `Create or change up to 500 ${plural}`,
      description: "Each has a result of its own: one that is refused keeps no other from being written.",
    })
      .input(bulkSchema(noun))
      .output(bulkResultSchema)
      .mutation(async ({ ctx: { ctx }, input: { records, dryRun } }) => {
        const results = await upsertRecords({ ctx, input: inputOf(noun, records, dryRun) });
        return { results: dryRun ? withoutNewIds(results) : results };
      }),
  };
}

/** What a dry run would create is there under no id, and nobody is to keep one. */
function withoutNewIds(results: readonly UpsertOutcome[]): z.output<typeof upsertResultSchema>[] {
  const made = new Set(results.flatMap((one) => (one.outcome === "created" ? [one.id] : [])));
  return results.map((one) => {
    if (one.outcome === "refused" || !made.has(one.id)) return one;
    const { id: _none, ...told } = one;
    return told;
  });
}

/** As the verb takes it, whatever the noun: the fields of all nouns are texts. */
const inputOf = (noun: ImportNoun, records: readonly unknown[], dryRun: boolean) =>
  upsertRecordsSchema.parse({ noun, records, dryRun });

export const familyRouter = createApiRouter(upsertProcedures("family", "families"));
export const petRouter = createApiRouter(upsertProcedures("pet", "pets"));
export const applicationRouter = createApiRouter(upsertProcedures("application", "applications"));
export const registrationRouter = createApiRouter(upsertProcedures("registration", "registrations"));
export const appointmentRouter = createApiRouter(upsertProcedures("appointment", "appointments"));
export const transactionRouter = createApiRouter(upsertProcedures("transaction", "transactions"));
