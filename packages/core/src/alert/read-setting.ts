import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { instantFrom } from "../paging/instant.ts";
import type { QuietHours } from "../quiet-hours/quiet-clock.ts";
import { quietHoursOf } from "../quiet-hours/quiet-hours-of.ts";
import { ALERT_STREAM, DEFAULT_MS_PER_TEXT } from "../send-protocol/message-streams.ts";
import { type TextingState, textingState } from "../texting/read-text-routes.ts";

/** What alerts of an organisation go by. */
export interface AlertSetting {
  /** By the database's clock. */
  readonly now: Date;
  readonly zone: string;
  readonly quiet: QuietHours | null;
  readonly msPerText: number;
  readonly texting: TextingState;
}

/** Reads what alerts go by. */
export async function readSetting(em: EntityManager, ctx: Context): Promise<AlertSetting> {
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const { rows } = await sql<{ now: string; ms: number | null }>`
    select app_now() as now, (select ms_per_message from sender where organisation_id = ${ctx.organisationId} and stream = ${ALERT_STREAM}) as ms`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  return {
    now: row === undefined ? new Date() : instantFrom(row.now),
    zone: organisation.zone,
    quiet: quietHoursOf(organisation),
    msPerText: row?.ms ?? DEFAULT_MS_PER_TEXT,
    texting: await textingState(em, ctx),
  };
}

/**
 * The same, where there are alerts at all (A1).
 * @throws {PackpostError} conflict where texting is off
 */
export async function requireTexting(em: EntityManager, ctx: Context): Promise<AlertSetting> {
  const setting = await readSetting(em, ctx);
  if (setting.texting.state !== "off") return setting;
  throw new PackpostError("conflict", "Two-way texting is not switched on.", {
    effect: "Nothing was sent.",
    nextStep: "An owner or admin can set it up in Settings › Texting.",
  });
}
