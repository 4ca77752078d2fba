import { WebhookEndpoint } from "@packpost/db/entities/webhook-endpoint.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { AuditAction } from "../audit-deeds.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { EndpointIdInput, ReplayEndpointInput, SwitchEndpointInput } from "./schemas.ts";
import { makeSalt, type WebhookSecretsOf } from "./webhook-secret.ts";

type Call<Input> = { ctx: Context; input: Input };

/** Tried from its place on, at once: whatever held it up before. */
const FRESH = sql`failures = 0, failing_since = null, next_try_at = null, pending_changes = null`;

/**
 * Turns an endpoint off, or on again: then it is told all that changed meanwhile, as far as that is kept.
 * @throws {PackpostError} forbidden, not_found
 */
export function switchEndpoint({ ctx, input: { endpointId, on } }: Call<SwitchEndpointInput>): Promise<void> {
  const change = on
    ? sql`disabled_at = null, disabled_why = null, ${FRESH}`
    : sql`disabled_at = app_now(), disabled_why = 'by_hand', test_asked_at = null`;
  return changeEndpoint(ctx, endpointId, change, on ? "webhook.turned_on" : "webhook.turned_off");
}

/** Has a test message sent, also to one that is off. @throws {PackpostError} forbidden, not_found */
export function testEndpoint({ ctx, input: { endpointId } }: Call<EndpointIdInput>): Promise<void> {
  return changeEndpoint(ctx, endpointId, sql`test_asked_at = app_now()`, "webhook.test_asked");
}

/**
 * Goes back to what changed some hours ago and tells it all again, then on from there.
 * @throws {PackpostError} forbidden, not_found; conflict while it is off
 */
export async function replayEndpoint({
  ctx,
  input: { endpointId, hours },
}: Call<ReplayEndpointInput>): Promise<void> {
  const first = sql`(
    select change.transaction_id from outcome_change change
    where change.organisation_id = webhook_endpoint.organisation_id and change.transaction_id >= 0
      and change.at >= app_now() - make_interval(hours => ${hours})
    order by change.transaction_id, change.id limit 1)`;
  const change = sql`${FRESH}, change_id = default, changes_read = 0, transaction_id = least(transaction_id, ${first})`;
  await changeEndpoint(ctx, endpointId, change, "webhook.replayed", { hours });
}

/**
 * Gives an endpoint a new signing secret; for a day messages are signed by the one before, too.
 * @returns the secret: shown now and never again
 * @throws {PackpostError} forbidden, not_found, step_up_required
 */
export async function rotateEndpointSecret({
  ctx,
  input: { endpointId },
  secretsOf,
}: Call<EndpointIdInput> & { secretsOf: WebhookSecretsOf }): Promise<{ secret: string }> {
  requirePermission(ctx, "settings.webhooks");
  requireFreshProof(ctx);
  const salt = makeSalt();
  const change = sql`previous_secret_salt = secret_salt, secret_salt = ${salt}, secret_changed_at = app_now()`;
  await changeEndpoint(ctx, endpointId, change, "webhook.secret_rotated");
  return { secret: secretsOf(endpointId, salt)[0] };
}

/** Removes an endpoint with its tries. @throws {PackpostError} forbidden, not_found */
export async function removeEndpoint({ ctx, input: { endpointId } }: Call<EndpointIdInput>): Promise<void> {
  requirePermission(ctx, "settings.webhooks");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const removed = await em.nativeDelete(WebhookEndpoint, {
      organisationId: ctx.organisationId,
      id: endpointId,
    });
    if (removed === 0) throw noSuchEndpoint();
    audit(em, ctx, endpointId, "webhook.removed");
  });
}

async function changeEndpoint(
  ctx: Context,
  endpointId: string,
  change: RawBuilder<unknown>,
  action: AuditAction,
  detail: Record<string, unknown> = {},
): Promise<void> {
  requirePermission(ctx, "settings.webhooks");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      update webhook_endpoint set ${change} where organisation_id = ${ctx.organisationId} and id = ${endpointId} returning id`.execute(
      em.getKysely(),
    );
    if (rows.length === 0) throw noSuchEndpoint();
    audit(em, ctx, endpointId, action, detail);
    ctx.workflows.wakeWebhook(endpointId);
  });
}

function audit(em: EntityManager, ctx: Context, subjectId: string, action: AuditAction, detail = {}): void {
  writeAudit(em, ctx, { action, subjectKind: "webhook", subjectId, detail });
}

function noSuchEndpoint(): PackpostError {
  return new PackpostError("not_found", "This webhook is not there.", { effect: "Nothing was changed." });
}
