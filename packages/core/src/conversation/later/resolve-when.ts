import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { resolveLocalTime } from "../../local-time/resolve-local-time.ts";
import { type Place, zonesWhere } from "../../quiet-hours/quiet-clock.ts";
import type { WhenInput } from "./schemas.ts";
import { nightOf } from "./text-night.ts";

const WORST_MS = 366 * 86_400_000;

/**
 * The instant at which a message is to be sent, by the organisation's clock: a time that the clocks skip that night is the next that there
 * is, of one that comes twice the first.
 * @param asked.textTo where somebody is whom it goes to as a text: never in the quiet hours there (A12)
 * @throws {PackpostError} invalid_input for what is over, more than a year away, no day at all, or (as a text) in the quiet hours
 */
export async function resolveWhen(
  em: EntityManager,
  ctx: Context,
  { when, textTo }: { readonly when: WhenInput; readonly textTo: Place | null },
): Promise<Date> {
  const { zone } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const dueAt = instantOf(when, zone);
  const { rows } = await sql<{ now: string }>`select app_now() as now`.execute(em.getKysely());
  const inMs = dueAt.getTime() - new Date(rows[0]?.now ?? Number.NaN).getTime();
  if (!(inMs > 0)) throw refused("This time is over.", "Choose a later one.");
  if (inMs > WORST_MS) throw refused("This is more than a year away.", "Choose an earlier time.");
  const night = textTo === null ? null : await nightOf(em, ctx, textTo, dueAt);
  if (night === null || textTo === null) return dueAt;
  const [where, ...more] = zonesWhere(textTo, zone);
  throw refused(
    where === zone && more.length === 0
      ? "This is in your quiet hours: no text leaves then."
      : "This is in the quiet hours where they are: no text leaves then.",
    night.until === null ? "Choose another time." : `Choose a time from ${clockOf(night.until, zone)} on.`,
  );
}

/** As "8:00". */
function clockOf(at: Date, zone: string): string {
  const time = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  return new Intl.DateTimeFormat("en-GB", time).format(at).replace(/^0/, "");
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
