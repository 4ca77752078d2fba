import type { WebhookDisabledReason, WebhookMessageKind } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";

/** How an endpoint does. */
export interface ShownEndpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly disabledWhy: WebhookDisabledReason | null;
  readonly failingSince: Date | null;
  readonly nextTryAt: Date | null;
  /** A test message is on its way. */
  readonly testing: boolean;
  /** The newest first, 20 at most. */
  readonly attempts: readonly ShownAttempt[];
}

/** One try to tell it something. */
export interface ShownAttempt {
  readonly id: string;
  readonly at: Date;
  readonly kind: WebhookMessageKind;
  readonly outcomes: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

type Instants = "createdAt" | "disabledAt" | "failingSince" | "nextTryAt";
type Row = Omit<ShownEndpoint, Instants | "attempts"> &
  Record<Instants, string | null> & {
    readonly attempts: readonly (Omit<ShownAttempt, "at"> & { at: string })[];
  };

/** The organisation's outgoing webhooks (P10), the oldest first. By webhook_endpoint_list and webhook_attempt_of. */
export async function listEndpoints({ ctx }: { ctx: Context }): Promise<ShownEndpoint[]> {
  requirePermission(ctx, "settings.webhooks");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<Row>`
      select id, name, url, created_at as "createdAt", disabled_at as "disabledAt", disabled_why as "disabledWhy", failing_since as "failingSince",
        next_try_at as "nextTryAt", test_asked_at is not null as testing, attempts
      from webhook_endpoint endpoint cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'at', at, 'kind', kind, 'outcomes', outcomes, 'status', status, 'error', error, 'durationMs', duration_ms)
          order by at desc, id desc), '[]') as attempts
        from (select * from webhook_attempt where organisation_id = endpoint.organisation_id and endpoint_id = endpoint.id order by at desc limit 20) newest) tried
      where organisation_id = ${ctx.organisationId} and created_at > '-infinity' order by created_at, id`.execute(
      em.getKysely(),
    ),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: instantFrom(row.createdAt ?? ""),
    disabledAt: instantFrom(row.disabledAt),
    failingSince: instantFrom(row.failingSince),
    nextTryAt: instantFrom(row.nextTryAt),
    attempts: row.attempts.map((attempt) => ({ ...attempt, at: instantFrom(attempt.at) })),
  }));
}
