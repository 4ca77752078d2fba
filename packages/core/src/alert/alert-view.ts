import type { AlertRangeKind, BroadcastStatus, RecipientStatus } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { type Bucket, recipientStatuses, sumBuckets } from "../campaign/buckets.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { DEFAULT_MS_PER_TEXT } from "../send-protocol/message-streams.ts";
import { isInstallationStopped } from "../send-protocol/sending-stop.ts";
import { expectEnd, type HeldPeople, heldPeople, type TextsToCome, textsToCome } from "./pace/expect-end.ts";
import { heldByHour, readTextsToCome } from "./pace/read-texts-to-come.ts";

/** What an alert waits for while it is being sent, where that is more than its next turn. */
export type AlertWait =
  /** It is night where all who are left live. */
  | { kind: "quiet_hours"; until: Date }
  /** The provider has told us to wait, or does not answer. */
  | { kind: "provider"; until: Date; providerMessage: string }
  /** Calls that were not answered are being asked about. */
  | { kind: "asking"; nextAt: Date | null }
  | { kind: "stopped" };

/** An alert as the list of activity and its own page show it (A8, A10). */
export interface AlertView {
  id: string;
  body: string;
  range: { kind: AlertRangeKind; days: number | null; from: Date; until: Date };
  /** The organisation's. */
  zone: string;
  createdBy: { id: string; name: string };
  createdAt: Date;
  /** Who decided that it goes out in quiet hours too; null = it does not. */
  quietOverrideBy: string | null;
  againOf: string | null;
  status: BroadcastStatus;
  /** First line: what happened; the rest: what one can do. */
  pauseReason: string | null;
  sendAt: Date | null;
  /** Until its first text, by the database's clock; null unless scheduled: so long it can be undone. */
  beginsInMs: number | null;
  sendingBeganAt: Date | null;
  finishedAt: Date | null;
  audience: number;
  counts: Record<RecipientStatus, number>;
  buckets: Record<Bucket, number>;
  /** Whom a text reached or is on its way to, and nobody else is left: the green line (A8). */
  allSent: boolean;
  msPerText: number;
  /** Until the last text has gone; null = nobody can say, or nothing is left. */
  secondsLeft: number | null;
  endsAt: Date | null;
  /** Who waits for the morning. */
  held: HeldPeople | null;
  waitsFor: AlertWait | null;
  /** Texts of other alerts that go out in turn with its own. */
  othersBetween: number;
  unconfirmedLeftAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly body: string;
  readonly range_kind: AlertRangeKind;
  readonly range_days: number | null;
  readonly from_at: string;
  readonly until_at: string;
  readonly zone: string;
  readonly created_by: string;
  readonly created_by_name: string;
  readonly created_at: string;
  readonly quiet_override_by: string | null;
  readonly again_of: string | null;
  readonly status: BroadcastStatus;
  readonly pause_reason: string | null;
  readonly send_at: string | null;
  readonly begins_in_ms: number | null;
  readonly sending_began_at: string | null;
  readonly finished_at: string | null;
  readonly unconfirmed_left_at: string | null;
  readonly next_look_at: string | null;
  readonly counts: Partial<Record<RecipientStatus, number>> | null;
  /** Hour in milliseconds → how many. */
  readonly held: Readonly<Record<string, number>> | null;
  readonly ms_per_text: number | null;
  readonly slot_at: string | null;
  readonly silence: string | null;
  readonly stopped: boolean;
  readonly now: string;
}

/**
 * Alerts as they are shown, newest first. Counted from tallies, so it costs the same for ten people and for ten thousand; who is held is
 * looked for in those alone that are not done.
 * @param which conditions on `alert` and `broadcast`, and a limit, as SQL
 */
export async function readAlertViews(
  em: EntityManager,
  ctx: Context,
  which: RawBuilder<unknown>,
): Promise<AlertView[]> {
  const { rows } = await sql<Row>`
    select alert.id, alert.body, alert.range_kind, alert.range_days, alert.from_at, alert.until_at, organisation.zone, alert.created_by, staff.name as created_by_name, alert.created_at,
      (select name from staff_member who where who.organisation_id = alert.organisation_id and who.id = alert.quiet_override_by) as quiet_override_by, alert.again_of,
      broadcast.status, broadcast.pause_reason, broadcast.send_at, broadcast.sending_began_at, broadcast.finished_at, broadcast.unconfirmed_left_at, broadcast.next_look_at,
      case when broadcast.status = 'scheduled' then greatest(0, extract(epoch from broadcast.send_at - app_now()) * 1000)::float8 end as begins_in_ms,
      tally.counts, ${heldByHour} as held, sender.ms_per_message as ms_per_text, sender.next_slot_at as slot_at,
      case when sender.failures > 0 then sender.provider_message end as silence,
      organisation.sending_stopped_at is not null or ${isInstallationStopped} as stopped, app_now() as now
    from alert
    join broadcast on broadcast.organisation_id = alert.organisation_id and broadcast.id = alert.id
    join organisation on organisation.id = alert.organisation_id
    join staff_member staff on staff.organisation_id = alert.organisation_id and staff.id = alert.created_by
    left join sender on sender.organisation_id = alert.organisation_id and sender.stream = 'alert'
    left join lateral (
      select jsonb_object_agg(measure, n) as counts from (
        select measure, sum(n)::int as n from broadcast_tally where broadcast_tally.organisation_id = alert.organisation_id and broadcast_id = alert.id
          and measure not like 'fact:%' group by measure) summed) tally on true
    where alert.organisation_id = ${ctx.organisationId} and ${which}`.execute(em.getKysely());
  const underWay = rows.some(({ status }) => status === "sending")
    ? await readTextsToCome(em, ctx)
    : new Map<string, TextsToCome>();
  return rows.map((row) => viewOf(row, underWay));
}

/** @param underWay what each alert under way has yet to send */
function viewOf(row: Row, underWay: ReadonlyMap<string, TextsToCome>): AlertView {
  const counts = { ...noCounts(), ...row.counts };
  const buckets = sumBuckets(counts);
  const audience = Object.values(buckets).reduce((sum, n) => sum + n, 0);
  const done = row.status === "sent" || row.status === "cancelled";
  const toCome = textsToCome(counts.waiting, row.held);
  const toSend = toCome.due;
  const sending = row.status === "sending";
  const msPerText = row.ms_per_text ?? DEFAULT_MS_PER_TEXT;
  const now = instantFrom(row.now).getTime();
  const held = heldPeople(toCome.held);
  const slot = Math.max(now, row.slot_at === null ? now : instantFrom(row.slot_at).getTime());
  const others =
    sending && counts.waiting > 0
      ? [...underWay].flatMap(([id, texts]) => (id === row.id ? [] : [texts]))
      : [];
  const { at: end, othersBetween } = expectEnd(toCome, { start: slot, msPerText, others });
  const secondsLeft = sending && counts.waiting > 0 && !row.stopped ? Math.ceil((end - now) / 1_000) : null;
  return {
    id: row.id,
    body: row.body,
    range: {
      kind: row.range_kind,
      days: row.range_days,
      from: instantFrom(row.from_at),
      until: instantFrom(row.until_at),
    },
    zone: row.zone,
    createdBy: { id: row.created_by, name: row.created_by_name },
    createdAt: instantFrom(row.created_at),
    quietOverrideBy: row.quiet_override_by,
    againOf: row.again_of,
    status: row.status,
    pauseReason: row.pause_reason,
    sendAt: instantFrom(row.send_at),
    beginsInMs: row.begins_in_ms,
    sendingBeganAt: instantFrom(row.sending_began_at),
    finishedAt: instantFrom(row.finished_at),
    audience,
    counts,
    buckets,
    allSent: done && audience > 0 && counts.undelivered === 0 && buckets.sent === audience,
    msPerText,
    secondsLeft,
    endsAt: secondsLeft === null ? null : new Date(now + secondsLeft * 1_000),
    held,
    waitsFor: sending ? waitOf(row, { toSend, claimed: counts.claimed, now, msPerText, held }) : null,
    othersBetween,
    unconfirmedLeftAt: instantFrom(row.unconfirmed_left_at),
  };
}

function waitOf(
  row: Row,
  at: { toSend: number; claimed: number; now: number; msPerText: number; held: AlertView["held"] },
): AlertWait | null {
  if (row.stopped) return { kind: "stopped" };
  const slot = row.slot_at === null ? null : instantFrom(row.slot_at);
  if (at.toSend > 0) {
    const isHold = slot !== null && slot.getTime() - at.now > at.msPerText + 1_000;
    if (row.silence !== null || isHold)
      return {
        kind: "provider",
        until: slot ?? new Date(at.now),
        providerMessage: row.silence ?? "The text provider asked us to wait.",
      };
    return null;
  }
  if (at.claimed > 0) return { kind: "asking", nextAt: instantFrom(row.next_look_at) };
  return at.held === null ? null : { kind: "quiet_hours", until: at.held.from };
}

function noCounts(): Record<RecipientStatus, number> {
  return Object.fromEntries(recipientStatuses.map((status) => [status, 0])) as Record<
    RecipientStatus,
    number
  >;
}
