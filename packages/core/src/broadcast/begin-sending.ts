import { broadcastKinds } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";
import { autoPause } from "./auto-pause.ts";
import { kinds } from "./kinds.ts";

/** A broadcast that grew by more than both since somebody confirmed it is not sent unasked (C7). */
const GROWN_BY_SHARE = 0.2;
const GROWN_BY_PEOPLE = 50;

/** Later than that a person is asked first, as for a message that was to be posted at a time (V15). */
const LATE = "1 hour";

const rowSchema = z.object({
  revision: z.number(),
  late_minutes: z.coerce.number(),
  /** Its time lies in what a restored database may have lost (O4). */
  lost: z.boolean(),
  asks: z.boolean(),
  kind: z.enum(broadcastKinds),
  confirmed_count: z.coerce.number(),
});

/**
 * Starts a broadcast whose time has come: its audience is counted anew (C7), and noted beside the confirmed number. One
 * that has grown by more than 20 % and 50 people is paused instead, with the reason; resuming it confirms the new number. So is
 * one whose time was more than an hour ago, because nothing ran or the database was put back, and one that its kind refuses to begin. The row is held only after the count, which takes seconds at a million: undoing or pausing it meanwhile is answered at once, and holds.
 *
 * @returns `changed` where somebody was faster: what is next is to be asked anew
 */
export function beginSending({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string };
}): Promise<"sending" | "paused" | "changed"> {
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => begin(em, ctx, input.broadcastId));
}

async function begin(em: EntityManager, ctx: Context, broadcastId: string) {
  const kysely = em.getKysely();
  const { rows } = await sql`
    select revision, kind, confirmed_count, floor(extract(epoch from app_now() - send_at) / 60) as late_minutes, lost,
      -- Who has resumed it since has been asked.
      (lost or send_at < app_now() - ${LATE}::interval) and coalesce(resumed_at < greatest(send_at, case when lost then lost_until end), true) as asks
    from broadcast, lateral (
      select coalesce(send_at between lost_from and lost_until, false) as lost, lost_until from installation) installation
    where id = ${broadcastId} and organisation_id = ${ctx.organisationId} and status = 'scheduled' and send_at <= app_now()`.execute(
    kysely,
  );
  const broadcast = rowSchema.optional().parse(rows[0]);
  if (!broadcast) return "changed";
  const late = broadcast.asks ? formatLateness(broadcast) : null;
  const check =
    late !== null
      ? { refused: late, cause: "late" }
      : await kinds[broadcast.kind].checkBeginning(em, ctx, broadcastId);
  const held = await sql`
    select from broadcast where id = ${broadcastId} and organisation_id = ${ctx.organisationId}
      and status = 'scheduled' and revision = ${broadcast.revision} for no key update`.execute(kysely);
  if (held.rows.length === 0) return "changed";
  if ("refused" in check) {
    const { refused, cause } = check;
    await autoPause(em, ctx, broadcastId, { from: "scheduled", reason: refused, detail: { cause } });
    return "paused";
  }
  const now = check.receivers;
  const confirmed = broadcast.confirmed_count;
  if (now - confirmed > GROWN_BY_PEOPLE && now > confirmed * (1 + GROWN_BY_SHARE)) {
    await autoPause(em, ctx, broadcastId, {
      from: "scheduled",
      reason: formatGrowth(confirmed, now),
      dueCount: now,
      detail: { cause: "audience_grew", confirmed, now },
    });
    return "paused";
  }
  await sql`
    update broadcast set status = 'sending', due_count = ${now}, sending_began_at = coalesce(sending_began_at, app_now())
    where id = ${broadcastId} and organisation_id = ${ctx.organisationId}`.execute(kysely);
  auditBroadcast(em, ctx, { id: broadcastId, kind: broadcast.kind }, "sending_began", { confirmed, now });
  return "sending";
}

/** First line: what happened. The rest: what one can do. */
function formatLateness({ late_minutes: minutes, lost }: { late_minutes: number; lost: boolean }): string {
  const hours = Math.round(minutes / 60);
  const late =
    minutes < 120 ? `${minutes} minutes` : hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  const happened = lost
    ? `It was to go out ${late} ago, in a time of which the database was put back from a backup.`
    : `It was to go out ${late} ago, and nothing could be sent then.`;
  return `${happened}
Nobody is written to before you have looked whether it still fits: send it now, give it another time, or take it back to draft.${lost ? " Whoever is known to have got it in that time does not get it again." : ""}`;
}

/** First line: what happened. The rest: what one can do. */
function formatGrowth(confirmed: number, now: number): string {
  const count = (n: number) => n.toLocaleString("en-US");
  return `The audience has grown: ${count(confirmed)} were confirmed, now it would go to ${count(now)}.
Look at who was added since (an import, a new season of the pass), then send it to all of them, give it another time, or take it back to draft.`;
}
