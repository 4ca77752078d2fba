import { sendRequestStates, type VoidReason, voidReasons } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { instantFrom } from "../../paging/instant.ts";

const rowSchema = z.object({
  id: z.string(),
  campaign_id: z.string(),
  asked_by: z.string(),
  asked_by_name: z.string(),
  asked_at: z.string(),
  version: z.number(),
  people: z.number(),
  send_at: z.string().nullable(),
  state: z.enum(sendRequestStates),
  void_reason: z.enum(voidReasons).nullable(),
  decided_by_name: z.string().nullable(),
  decided_at: z.string().nullable(),
  note: z.string().nullable(),
  /** Its time is over while nobody has decided. */
  late: z.boolean(),
});

/** A question whether a campaign may be sent. */
export type SendRequestRow = ReturnType<typeof requestOf>;

/**
 * One request, or the newest of a campaign; null = there is none.
 * @param options.which a condition on `send_request`
 * @param options.hold nobody else decides until the transaction ends. Whoever holds the campaign's broadcast too takes that first.
 */
export async function readRequest(
  em: EntityManager,
  ctx: Context,
  options: { readonly which: RawBuilder<unknown>; readonly hold?: boolean },
) {
  const { rows } = await sql`
    select send_request.id, campaign_id, asked_by, asker.name as asked_by_name, asked_at, version, people, send_at, state, void_reason,
      (select name from staff_member decider where decider.organisation_id = send_request.organisation_id and decider.id = decided_by) as decided_by_name,
      decided_at, note, state = 'waiting' and send_at is not null and send_at <= app_now() as late
    from send_request
    join staff_member asker on asker.organisation_id = send_request.organisation_id and asker.id = asked_by
    where send_request.organisation_id = ${ctx.organisationId} and ${options.which}
    order by send_request.id desc limit 1 ${options.hold ? sql`for update of send_request` : sql``}`.execute(
    em.getKysely(),
  );
  return rows[0] === undefined ? null : requestOf(rows[0]);
}

function requestOf(row: unknown) {
  const read = rowSchema.parse(row);
  const { id, version, people, state, note, late } = read;
  return {
    ...{ id, version, people, state, note, late, campaignId: read.campaign_id },
    askedBy: { id: read.asked_by, name: read.asked_by_name },
    askedAt: instantFrom(read.asked_at),
    sendAt: instantFrom(read.send_at),
    voidReason: read.void_reason,
    decidedByName: read.decided_by_name,
    decidedAt: instantFrom(read.decided_at),
  };
}

/** The request of this id. @throws {PackpostError} not_found */
export async function findRequest(em: EntityManager, ctx: Context, requestId: string, hold = false) {
  const found = await readRequest(em, ctx, { which: sql`send_request.id = ${requestId}`, hold });
  if (found !== null) return found;
  throw new PackpostError("not_found", "Nobody asks for this approval.", {
    ...{ effect: "Nothing was sent.", nextStep: "Look at the campaign's page." },
  });
}

/** Ends a request that waits; whoever it was told of by whom, and with which words. */
export async function settleRequest(
  em: EntityManager,
  ctx: Context,
  requestId: string,
  to:
    | { readonly state: "approved" | "declined" | "withdrawn"; readonly by: string; readonly note?: string }
    | { readonly state: "void"; readonly reason: VoidReason },
): Promise<void> {
  const [by, note, reason] = to.state === "void" ? [null, null, to.reason] : [to.by, to.note ?? null, null];
  await sql`
    update send_request set state = ${to.state}, void_reason = ${reason}, decided_by = ${by}::uuid, decided_at = app_now(), note = ${note}, numbers = null
    where organisation_id = ${ctx.organisationId} and id = ${requestId} and state = 'waiting'`.execute(
    em.getKysely(),
  );
}
