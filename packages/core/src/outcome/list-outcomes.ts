import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { cursorOf, firstPlace, placeFrom, readChanges } from "./read-changes.ts";
import type { ListOutcomesInput, OutcomePage } from "./schemas.ts";

/**
 * What became of messages since a cursor (P10): campaigns, alerts and single messages in one stream.
 * @throws {PackpostError} forbidden; invalid_input for a cursor that is none; conflict for one that is too old
 */
export async function listOutcomes({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListOutcomesInput;
}): Promise<OutcomePage> {
  requirePermission(ctx, "outcome.read");
  const place = input.cursor === undefined ? firstPlace : placeFrom(input.cursor);
  const read = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    readChanges(em, ctx, place, input.limit),
  );
  return { outcomes: read.outcomes, more: read.more, cursor: cursorOf(read.place) };
}
