import type { RegistrationState } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import type { Context } from "../../context.ts";
import { textWebhookUrl } from "../text-webhook-url.ts";

/** What a test with a real phone has shown so far (A15); each null until it was seen. */
export interface TextTest {
  readonly shown: string;
  readonly startedAt: string;
  readonly sentAt: string | null;
  readonly reportedAt: string | null;
  readonly deliveredAt: string | null;
  readonly repliedAt: string | null;
  readonly stoppedAt: string | null;
  readonly restartedAt: string | null;
  /** Why its text did not arrive. */
  readonly providerMessage: string | null;
}

/** Texting, as the settings show it. */
export interface TextingSettings {
  readonly number: string | null;
  readonly shown: string | null;
  readonly registration: RegistrationState;
  readonly enabledAt: string | null;
  readonly pausedAt: string | null;
  readonly providerMessage: string | null;
  readonly test: TextTest | null;
  /** Everything of the test was seen: it may be switched on. */
  readonly ready: boolean;
  /** To enter at the provider, for what people text. */
  readonly inboundUrl: string | null;
}

/** What switching texting off would hold up. */
export interface TextsUnderWay {
  /** Alerts that would pause, and how many texts of them wait. */
  readonly alerts: number;
  readonly alertTexts: number;
  /** Texts of conversations that have not left: they would not be sent. */
  readonly messages: number;
}

interface Row {
  readonly number: string | null;
  readonly secret: string;
  readonly registration: RegistrationState;
  readonly enabledAt: string | null;
  readonly pausedAt: string | null;
  readonly providerMessage: string | null;
  readonly test: (Omit<TextTest, "shown"> & { readonly number: string }) | null;
}

/**
 * The organisation's texting, for the settings (O2, A15).
 * @param input.apiUrl public address of the api process, without a slash at its end
 * @throws {PackpostError} forbidden
 */
export async function getTexting({
  ctx,
  input,
}: {
  ctx: Context;
  input: { readonly apiUrl: string };
}): Promise<TextingSettings & { readonly underWay: TextsUnderWay }> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => ({
    ...(await readTexting(em, ctx, input.apiUrl)),
    underWay: await readUnderWay(em, ctx),
  }));
}

/** By tallies, and by delivery_with_work. */
async function readUnderWay(em: EntityManager, ctx: Context): Promise<TextsUnderWay> {
  const { rows } = await sql<TextsUnderWay>`
    select count(*)::int as alerts, coalesce(sum(waiting.n), 0)::int as "alertTexts", (
      select count(*)::int from delivery where delivery.organisation_id = ${ctx.organisationId} and delivery.status in ('waiting', 'claimed')
        and delivery.status = 'waiting' and delivery.purpose = 'conversation_text') as messages
    from broadcast
    cross join lateral (
      select sum(n) as n from broadcast_tally where broadcast_tally.organisation_id = broadcast.organisation_id and broadcast_id = broadcast.id and measure = 'waiting') waiting
    where broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status in ('scheduled', 'sending')`.execute(
    em.getKysely(),
  );
  return rows[0] ?? { alerts: 0, alertTexts: 0, messages: 0 };
}

/** The same within a unit of work. */
export async function readTexting(em: EntityManager, ctx: Context, apiUrl: string): Promise<TextingSettings> {
  const { organisationId } = ctx;
  const { rows } = await sql<Row>`
    select number, secret, registration, enabled_at as "enabledAt", paused_at as "pausedAt", texting.provider_message as "providerMessage",
      case when test_number is not null then jsonb_build_object('number', test_number, 'startedAt', test_started_at, 'sentAt', text.sent_at,
        'reportedAt', (select min(received_at) from provider_event told where told.organisation_id = texting.organisation_id and told.delivery_id = text.id
          and told.provider_message_id = text.provider_message_id),
        'deliveredAt', text.delivered_at, 'repliedAt', test_replied_at, 'stoppedAt', test_stopped_at, 'restartedAt', test_restarted_at,
        'providerMessage', text.provider_message) end as test
    from texting left join delivery text on text.organisation_id = texting.organisation_id and text.id = texting.test_delivery_id
    where texting.organisation_id = ${organisationId}`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) return nothingYet;
  const { secret, test, ...settings } = row;
  return {
    ...settings,
    shown: row.number === null ? null : shownNumber(row.number),
    test: test && { ...test, shown: shownNumber(test.number) },
    ready: test !== null && isPassed(test),
    inboundUrl: textWebhookUrl({ apiUrl, organisationId, secret }, "inbound"),
  };
}

function isPassed(test: Omit<TextTest, "shown">): boolean {
  const { deliveredAt, repliedAt, reportedAt, restartedAt, sentAt, stoppedAt } = test;
  return [sentAt, reportedAt, deliveredAt, repliedAt, stoppedAt, restartedAt].every((at) => at !== null);
}

const nothingYet: TextingSettings = {
  ...{ number: null, shown: null, registration: "unknown", enabledAt: null, pausedAt: null },
  ...{ providerMessage: null, test: null, ready: false, inboundUrl: null },
};
