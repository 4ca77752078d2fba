import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { resolveLocalTime } from "../../local-time/resolve-local-time.ts";
import { inQuietHours } from "../../texting/quiet-hours-sql.ts";
import type { WhenInput } from "./schemas.ts";

const WORST_MS = 366 * 86_400_000;

/**
 * The instant at which a message is to be sent, by the organisation's clock: a time that the clocks skip that night is the next that there
 * is, of one that comes twice the first.
 * @throws {PackpostError} invalid_input for what is over, more than a year away, no day at all, or (as a text) in the quiet hours
 */
export async function resolveWhen(
  em: EntityManager,
  ctx: Context,
  { when, asText }: { readonly when: WhenInput; readonly asText: boolean },
): Promise<Date> {
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const dueAt = instantOf(when, organisation.zone);
  const { rows } = await sql<{ now: string; quiet: boolean; until: string | null }>`
    select app_now() as now, ${inQuietHours(sql`${dueAt.toISOString()}::timestamptz`)} as quiet, to_char(quiet_until, 'FMHH24:MI') as until
    from organisation where id = ${ctx.organisationId}`.execute(em.getKysely());
  const [row] = rows;
  const inMs = dueAt.getTime() - new Date(row?.now ?? Number.NaN).getTime();
  if (!(inMs > 0)) throw refused("This time is over.", "Choose a later one.");
  if (inMs > WORST_MS) throw refused("This is more than a year away.", "Choose an earlier time.");
  if (asText && row?.quiet)
    throw refused("This is in your quiet hours: no text leaves then.", `Choose a time from ${row.until} on.`);
  return dueAt;
}

/** @throws {PackpostError} invalid_input for no day at all */
export function instantOf(when: WhenInput, zone: string): Date {
  if ("at" in when) return when.at;
  try {
    const resolved = resolveLocalTime({ ...when, zone });
    return resolved.kind === "overlap" ? resolved.first.at : resolved.at;
  } catch {
    throw refused("This day does not exist.", "Choose another day.");
  }
}

function refused(message: string, nextStep: string): PackpostError {
  return new PackpostError("invalid_input", message, { effect: "Nothing was scheduled.", nextStep });
}
