import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireProofForMany } from "../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { UNDO_SECONDS } from "../campaign/enums.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { instantFrom } from "../paging/instant.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";
import { isInstallationStopped } from "../send-protocol/sending-stop.ts";
import { emptyAlertDraft } from "./alert-draft.ts";
import { countAudience } from "./preview-alert.ts";
import { type Instants, type RangeProblem, resolveRange } from "./range/resolve-range.ts";
import { requireTexting } from "./read-setting.ts";
import type { SendAlertInput } from "./schemas.ts";

export type SendAlertResult =
  /** Also of a second click: it is sent once. The first text leaves at `sendAt`; until then it can be undone. */
  | { readonly outcome: "sent"; readonly alertId: string; readonly sendAt: Date }
  /** Others would get it by now: say both numbers and ask again. */
  | { readonly outcome: "audience_changed"; readonly confirmed: number; readonly now: number }
  /** The same text went out within ten minutes, by whomever: ask, then send it with `again`. */
  | { readonly outcome: "sent_recently"; readonly alertId: string; readonly by: string; readonly at: Date }
  | { readonly outcome: "nobody" }
  | { readonly outcome: "problem"; readonly problem: RangeProblem; readonly field: "from" | "until" }
  /** The provider refuses us just now, or all sending is stopped: nothing leaves. */
  | { readonly outcome: "texting_paused"; readonly providerMessage: string }
  | { readonly outcome: "sending_stopped" };

/** So long the same text is taken for a second click of somebody else. */
const RECENT = "10 minutes";

/**
 * Sends an alert (A5): written down under the id that its page has made, so that a double click is one; its first text leaves in
 * {@link UNDO_SECONDS}. Two who send at once come one after the other.
 * @throws {PackpostError} forbidden, conflict (texting is off; the id is taken)
 */
export async function sendAlert({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendAlertInput;
}): Promise<SendAlertResult> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const stopped = await holdOrganisation(em, ctx);
    const known = await findSendAt(em, ctx, input.alertId);
    if (known !== null) return { outcome: "sent", alertId: input.alertId, sendAt: known };
    if (stopped) return { outcome: "sending_stopped" };
    const setting = await requireTexting(em, ctx);
    if (setting.texting.providerMessage !== null)
      return { outcome: "texting_paused", providerMessage: setting.texting.providerMessage };
    const range = resolveRange(input.range, setting);
    if (!range.ok) return { outcome: "problem", problem: range.problem, field: range.field };
    const recent = input.again ? undefined : await findRecent(em, ctx, input.body);
    if (recent !== undefined) return { outcome: "sent_recently", ...recent };
    const { receiving } = await countAudience(em, ctx, range);
    if (receiving === 0) return { outcome: "nobody" };
    if (receiving !== input.confirmedCount)
      return { outcome: "audience_changed", confirmed: input.confirmedCount, now: receiving };
    requireProofForMany(ctx, receiving);
    await insertAlert(em, ctx, input, range);
    await emptyAlertDraft(em, ctx, { body: input.body, version: input.draftVersion });
    const broadcast = { id: input.alertId, kind: "alert" } as const;
    const detail = {
      people: receiving,
      ...(input.again && { again: true }),
      ...(input.overrideQuietHours && { quietHoursOverridden: true }),
    };
    auditBroadcast(em, ctx, broadcast, "send_confirmed", detail);
    ctx.workflows.wakeBroadcast(broadcast);
    const sendAt = await findSendAt(em, ctx, input.alertId);
    if (sendAt === null) throw new Error("an alert was not inserted");
    return { outcome: "sent", alertId: input.alertId, sendAt };
  });
}

/** One send of the organisation at a time: the next sees what this one wrote. @returns whether all sending is stopped */
async function holdOrganisation(em: EntityManager, ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`
    select sending_stopped_at is not null or ${isInstallationStopped} as stopped
    from organisation where id = ${ctx.organisationId} for no key update of organisation`.execute(
    em.getKysely(),
  );
  return rows[0]?.stopped ?? true;
}

async function findSendAt(em: EntityManager, ctx: Context, alertId: string): Promise<Date | null> {
  const { rows } = await sql<{ send_at: string }>`
    select send_at from broadcast where id = ${alertId} and organisation_id = ${ctx.organisationId} and kind = 'alert'`.execute(
    em.getKysely(),
  );
  return instantFrom(rows[0]?.send_at ?? null);
}

/** The newest alert of the same words. By alert_list. */
async function findRecent(em: EntityManager, ctx: Context, body: string) {
  const { rows } = await sql<{ id: string; name: string; created_at: string }>`
    select alert.id, staff_member.name, alert.created_at from alert
    join staff_member on staff_member.organisation_id = alert.organisation_id and staff_member.id = alert.created_by
    where alert.organisation_id = ${ctx.organisationId} and alert.created_at > app_now() - ${RECENT}::interval and alert.created_at > '-infinity'
      and btrim(alert.body) = btrim(${body})
    order by alert.created_at desc, alert.id desc limit 1`.execute(em.getKysely());
  const [row] = rows;
  return row && { alertId: row.id, by: row.name, at: instantFrom(row.created_at) };
}

async function insertAlert(
  em: EntityManager,
  ctx: Context,
  input: SendAlertInput,
  { from, until }: Instants,
): Promise<void> {
  const kysely = em.getKysely();
  const by = staffIdOf(ctx);
  const { rows } = await sql`
    insert into broadcast (organisation_id, id, kind, status, template, send_at, sent_by, confirmed_count, revision)
    values (${ctx.organisationId}, ${input.alertId}, 'alert', 'scheduled', '{}', app_now() + make_interval(secs => ${UNDO_SECONDS}), ${by}, ${input.confirmedCount}, 1)
    on conflict (id) do nothing returning id`.execute(kysely);
  if (rows.length === 0)
    throw new PackpostError("conflict", "This alert cannot be sent under its id.", {
      ...{ effect: "Nothing was sent.", nextStep: "Reload the page and send it again." },
    });
  const days = input.range.kind === "next_days" ? input.range.days : null;
  await sql`
    insert into alert (organisation_id, id, range_kind, range_days, from_at, until_at, body, created_by, quiet_override_by, again_of)
    values (${ctx.organisationId}, ${input.alertId}, ${input.range.kind}, ${days}, ${from.toISOString()}, ${until.toISOString()}, ${input.body}, ${by},
      ${input.overrideQuietHours ? by : null}, (select id from alert earlier where earlier.organisation_id = ${ctx.organisationId} and earlier.id = ${input.againOf}))`.execute(
    kysely,
  );
}
