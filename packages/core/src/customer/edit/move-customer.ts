import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { takeDraftsAlong } from "../../joined-threads/take-drafts-along.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import { chooseFamily } from "./choose-family.ts";
import type { MoveCustomerInput } from "./schemas.ts";

export type MoveCustomerOutcome =
  | { readonly outcome: "moved" }
  /** They are in another family than was shown; nothing was changed. */
  | { readonly outcome: "conflict"; readonly family: { id: string; name: string } };

/**
 * Puts a customer into another family, or into one of their own. A thread is its family's (V1): from now on they read and write in the new
 * one's, from its beginning, and no more in the old one's, where what they wrote stays. Pets and visits are the family's and stay.
 * Refused while a message of the old thread, or a text alert about the old family's visit, still has to reach them: it would be about a family
 * that is not theirs. What they were writing themselves goes along.
 * @throws {PackpostError} forbidden; not_found; conflict (a message is on its way to them)
 */
export async function moveCustomer({
  ctx,
  input: { customerId, to, seenFamilyId },
}: {
  ctx: Context;
  input: MoveCustomerInput;
}): Promise<MoveCustomerOutcome> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const before = await readFamily(em, ctx, customerId);
    if (before.id === to.familyId) return { outcome: "moved" };
    if (before.id !== seenFamilyId)
      return { outcome: "conflict", family: { id: before.id, name: before.name } };
    const threads = await holdThreads(em, ctx, [before.id, to.familyId]);
    await refuseWhileExpected(em, ctx, customerId);
    const family = await chooseFamily(em, ctx, to, before.lastName || before.firstName || "Family");
    const { numAffectedRows } = await sql`
      update customer set family_id = ${family.id}, contact = ${family.hasPrimary ? "secondary" : "primary"}
      where organisation_id = ${organisationId} and id = ${customerId} and family_id = ${before.id}`.execute(
      em.getKysely(),
    );
    // Somebody has moved them in this moment.
    if (numAffectedRows === 0n) return { outcome: "conflict", family: await readFamily(em, ctx, customerId) };
    await takeDraftsAlong(em, ctx, { from: before.id, to: family.id, customerIds: [customerId] });
    await keepPrimary(em, ctx, before.id);
    await announce(em, ctx, threads);
    writeAudit(em, ctx, {
      ...{ action: "customer.moved", subjectKind: "customer", subjectId: customerId },
      detail: { changed: ["family"], from: before.id, to: family.id, newFamily: to.newName !== null },
    });
    return { outcome: "moved" };
  });
}

async function readFamily(em: EntityManager, ctx: Context, customerId: string) {
  const { rows } = await sql<{ id: string; name: string; firstName: string; lastName: string }>`
    select family.id, family.name, customer.first_name as "firstName", customer.last_name as "lastName"
    from customer join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
    where customer.organisation_id = ${ctx.organisationId} and customer.id = ${customerId} and customer.merged_into is null`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) throw noSuchCustomer();
  return row;
}

/** Nobody writes in either thread meanwhile: whom a message is for is asked when it is written. */
async function holdThreads(em: EntityManager, ctx: Context, familyIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from thread where organisation_id = ${ctx.organisationId} and family_id = any(${familyIds}::uuid[])
    order by id for no key update`.execute(em.getKysely());
  return rows.map(({ id }) => id);
}

/** By the keys message_notice_open (its thread's), scheduled_message_of_thread and recipient's customer. */
async function refuseWhileExpected(em: EntityManager, ctx: Context, customerId: string): Promise<void> {
  const { rows } = await sql<{ unread: boolean; planned: boolean; alerted: boolean }>`
    select exists (select from message_notice where message_notice.organisation_id = thread.organisation_id and message_notice.thread_id = thread.id
        and message_notice.customer_id = customer.id and settled_at is null) as unread,
      exists (select from scheduled_message where scheduled_message.organisation_id = thread.organisation_id and scheduled_message.thread_id = thread.id
        and text_customer_id = customer.id and state in ('scheduled', 'held')) as planned,
      exists (select from recipient join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
        where recipient.organisation_id = customer.organisation_id and recipient.customer_id = customer.id
          and recipient.status in ('waiting', 'claimed') and broadcast.kind = 'alert') as alerted
    from customer left join thread on thread.organisation_id = customer.organisation_id and thread.family_id = customer.family_id
    where customer.organisation_id = ${ctx.organisationId} and customer.id = ${customerId}`.execute(
    em.getKysely(),
  );
  const [expected] = rows;
  if (expected?.unread)
    throw new PackpostError("conflict", "A message to them has not been read or mailed yet.", {
      effect: "They were not moved.",
      nextStep: "That takes a few minutes at most. Then move them.",
    });
  if (expected?.alerted)
    throw new PackpostError("conflict", "A text alert about a visit of their family is on its way to them.", {
      effect: "They were not moved.",
      nextStep: "Move them when it has been sent, or cancel the alert’s rest first.",
    });
  if (expected?.planned)
    throw new PackpostError(
      "conflict",
      "A text to them is planned for later in their family’s conversation.",
      {
        effect: "They were not moved.",
        nextStep: "Send or cancel it there, then move them.",
      },
    );
}

/** A family whose primary contact leaves has another one, while there is anybody. */
async function keepPrimary(em: EntityManager, ctx: Context, familyId: string): Promise<void> {
  await sql`
    update customer set contact = 'primary'
    where organisation_id = ${ctx.organisationId} and id = (
      select id from customer where organisation_id = ${ctx.organisationId} and family_id = ${familyId} order by contact, id limit 1)
      and contact <> 'primary'`.execute(em.getKysely());
}

/** Open pages of both families look again at whose they are (T55). */
async function announce(em: EntityManager, ctx: Context, threadIds: readonly string[]): Promise<void> {
  await sql`
    update thread set revision = revision + 1 where organisation_id = ${ctx.organisationId} and id = any(${threadIds}::uuid[])`.execute(
    em.getKysely(),
  );
}
