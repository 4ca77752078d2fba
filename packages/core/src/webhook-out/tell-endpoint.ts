import { createHash } from "node:crypto";
import { inOrganisation } from "@packpost/db/orm";
import type { WebhookAnswer } from "@packpost/providers/webhook-out/post";
import type { WebhookStep } from "@packpost/workflows/webhook-out/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { WorkerContext } from "../context.ts";
import { type Place, readChanges } from "../outcome/read-changes.ts";
import { disableAfterFailures } from "./disable-after-failures.ts";
import { signMessage } from "./webhook-secret.ts";

/** Most changes in one message. */
const MOST_CHANGES = 200;
/** An endpoint that answers later has not answered. */
const TIMEOUT_MS = 15_000;
/** So long one activity goes on before another endpoint has its turn. */
const TURN_MS = 20_000;
/** Between two tries, doubling; and when it is left alone. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
const KEPT_ATTEMPTS = 100;

const endpointSchema = z.object({
  url: z.string(),
  salts: z.array(z.string()),
  disabled: z.boolean(),
  transaction_id: z.string(),
  change_id: z.string(),
  changes_read: z.number(),
  pending_changes: z.number().nullable(),
  failures: z.number(),
  wait_ms: z.coerce.number(),
  test: z.boolean(),
});
type Endpoint = z.infer<typeof endpointSchema>;

interface Message {
  readonly id: string;
  readonly kind: "outcomes" | "test";
  readonly outcomes: number;
  readonly body: string;
}

/**
 * Tells an endpoint what has changed behind its place, message after message (P10). Safe to run again after any crash: what was told and
 * not written down is told again as the same message. No call is made inside a transaction.
 * @returns when to go on; end = there is nothing more, or nobody is to be told
 */
export async function tellEndpoint({
  ctx,
  input: { endpointId },
}: {
  ctx: WorkerContext;
  input: { endpointId: string };
}): Promise<WebhookStep> {
  const until = performance.now() + TURN_MS;
  for (;;) {
    const endpoint = await readEndpoint(ctx, endpointId);
    if (endpoint === undefined) return { do: "end", why: "It was removed" };
    if (endpoint.test) await sendTest(ctx, endpointId, endpoint);
    if (endpoint.disabled) return { do: "end", why: "It is turned off" };
    if (endpoint.wait_ms > 0)
      return { do: "wait", ms: endpoint.wait_ms, why: "Its last message was not taken" };
    const told = await tellNext(ctx, endpointId, endpoint);
    if (told === "nothing") return { do: "end", why: "It has been told everything" };
    if (told === "told" && performance.now() > until)
      return { do: "wait", ms: 0, why: "Others have their turn" };
  }
}

async function readEndpoint(ctx: WorkerContext, endpointId: string): Promise<Endpoint | undefined> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select url, array_remove(array[secret_salt, case when secret_changed_at > app_now() - interval '1 day' then previous_secret_salt end], null) as salts,
        disabled_at is not null as disabled, transaction_id::text, change_id, changes_read, pending_changes, failures,
        coalesce(greatest(0, ceil(extract(epoch from next_try_at - app_now()) * 1000)), 0) as wait_ms, test_asked_at is not null as test
      from webhook_endpoint where organisation_id = ${ctx.organisationId} and id = ${endpointId}`.execute(
      em.getKysely(),
    ),
  );
  return endpointSchema.optional().parse(rows[0]);
}

async function sendTest(ctx: WorkerContext, endpointId: string, endpoint: Endpoint): Promise<void> {
  const message: Message = {
    ...{ id: `msg_test_${endpointId}_${Date.now()}`, kind: "test", outcomes: 0 },
    body: bodyOf("test", { text: "This is a test of Packpost's outgoing webhook." }),
  };
  await call(ctx, endpointId, endpoint, message);
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`update webhook_endpoint set test_asked_at = null where organisation_id = ${ctx.organisationId} and id = ${endpointId}`.execute(
      em.getKysely(),
    ),
  );
}

/** The next message, if there is something to tell. A message that was tried before holds the same changes as then. */
async function tellNext(
  ctx: WorkerContext,
  endpointId: string,
  endpoint: Endpoint,
): Promise<"told" | "failed" | "nothing"> {
  const from: Place = {
    transactionId: endpoint.transaction_id,
    id: endpoint.change_id,
    read: endpoint.changes_read,
  };
  const next = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    readChanges(em, ctx, from, endpoint.pending_changes ?? MOST_CHANGES, "whatever is kept"),
  );
  if (next.looked === 0) return "nothing";
  if (next.outcomes.length === 0) {
    await moveOn(ctx, endpointId, from, next.place);
    return "told";
  }
  // Written down before the call: should it be cut, the next try is the same message.
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`update webhook_endpoint set pending_changes = ${next.looked} where organisation_id = ${ctx.organisationId} and id = ${endpointId} and ${isAt(from)}`.execute(
      em.getKysely(),
    ),
  );
  const name = `${endpointId} ${from.transactionId} ${from.id} ${from.read} ${next.looked}`;
  const answer = await call(ctx, endpointId, endpoint, {
    id: `msg_${createHash("sha256").update(name).digest("base64url").slice(0, 32)}`,
    ...{ kind: "outcomes", outcomes: next.outcomes.length },
    body: bodyOf("outcomes.changed", { outcomes: next.outcomes }),
  });
  if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
    await moveOn(ctx, endpointId, from, next.place);
    return "told";
  }
  await fail(ctx, endpointId, endpoint, answer);
  return "failed";
}

function bodyOf(type: string, data: object): string {
  return JSON.stringify({ type, timestamp: new Date().toISOString(), data });
}

/** One call, and its line among the tries. */
async function call(
  ctx: WorkerContext,
  endpointId: string,
  endpoint: Endpoint,
  message: Message,
): Promise<WebhookAnswer> {
  const startedMs = performance.now();
  const secrets = endpoint.salts.flatMap((salt) => ctx.webhookSecretsOf(endpointId, salt));
  const signed = signMessage({ ...message, seconds: Math.floor(Date.now() / 1000) }, secrets);
  const headers = { "content-type": "application/json", "user-agent": "Packpost-Webhook/1", ...signed };
  const { url } = endpoint;
  const answer = await ctx.postWebhook({ url, headers, body: message.body, timeoutMs: TIMEOUT_MS });
  const ms = Math.round(performance.now() - startedMs);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await sql`
      insert into webhook_attempt (organisation_id, endpoint_id, message_id, kind, outcomes, status, error, duration_ms)
      select ${ctx.organisationId}, id, ${message.id}, ${message.kind}, ${message.outcomes}, ${answer.status}::int, ${answer.error}::text, ${ms}
      from webhook_endpoint where organisation_id = ${ctx.organisationId} and id = ${endpointId}`.execute(
      em.getKysely(),
    );
    await sql`
      delete from webhook_attempt where organisation_id = ${ctx.organisationId} and id in (
        select id from webhook_attempt where organisation_id = ${ctx.organisationId} and endpoint_id = ${endpointId}
        order by at desc offset ${KEPT_ATTEMPTS} limit 100)`.execute(em.getKysely());
  });
  return answer;
}

const isAt = (place: Place) =>
  sql`transaction_id = ${place.transactionId}::text::bigint and change_id = ${place.id}::uuid and changes_read = ${place.read}`;

/** It has been told so far; nothing changes where staff have sent it back meanwhile. */
async function moveOn(ctx: WorkerContext, endpointId: string, from: Place, to: Place): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update webhook_endpoint set transaction_id = ${to.transactionId}::text::bigint, change_id = ${to.id}::uuid, changes_read = ${to.read},
        pending_changes = null, failures = 0, failing_since = null, next_try_at = null
      where organisation_id = ${ctx.organisationId} and id = ${endpointId} and ${isAt(from)}`.execute(
      em.getKysely(),
    ),
  );
}

async function fail(
  ctx: WorkerContext,
  endpointId: string,
  endpoint: Endpoint,
  { status, retryAfterMs }: WebhookAnswer,
): Promise<void> {
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(endpoint.failures, 20), LONGEST_WAIT_MS);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await sql`
      update webhook_endpoint set failures = failures + 1, failing_since = coalesce(failing_since, app_now()),
        next_try_at = app_now() + make_interval(secs => ${Math.max(waitMs, retryAfterMs ?? 0) / 1000})
      where organisation_id = ${ctx.organisationId} and id = ${endpointId}`.execute(em.getKysely());
    await disableAfterFailures(em, ctx, endpointId, status === 410);
  });
}
