import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { isBeingSentTo } from "../is-being-sent-to.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import { type BeforeCustomers, type MovedCustomers, type PersonFields, writeMerge } from "./merge-record.ts";
import { holdFamilies, moveHousehold } from "./move-household.ts";
import type { MergeCustomersInput } from "./schemas.ts";
import { takeOver } from "./take-over.ts";

export type MergeCustomersOutcome =
  | { outcome: "merged"; mergeId: string }
  /** Somebody has changed one of them since they were shown. */
  | { outcome: "changed" }
  /** A campaign, alert or single message is under way to one of them. */
  | { outcome: "sending" };

export interface HeldPerson extends PersonFields {
  id: string;
  familyId: string;
  updatedAt: string;
}

/**
 * Makes one record of two of the same human (P11): the kept one gets what the other has and it lacks, the fields that were chosen, the
 * other's applications, transactions, family where nobody else is left in it, and any no that was said by either. The other one stays, hidden,
 * with what was sent to it, which is read together with the kept one's.
 * @throws {PackpostError} forbidden, not_found, invalid_input
 */
export async function mergeCustomers({
  ctx,
  input,
}: {
  ctx: Context;
  input: MergeCustomersInput;
}): Promise<MergeCustomersOutcome> {
  requirePermission(ctx, "customer.edit");
  const { keptId, mergedId, take, seen } = input;
  if (keptId === mergedId) throw new PackpostError("invalid_input", "These are the same record already.");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const families = await familiesOf(em, ctx, [keptId, mergedId]);
    await holdFamilies(em, ctx, families);
    const { kept, merged } = await holdPair(em, ctx, keptId, mergedId);
    if (isOther(kept.updatedAt, seen.kept) || isOther(merged.updatedAt, seen.merged))
      return { outcome: "changed" };
    if (await isBeingSentTo(em, ctx, [keptId, mergedId])) return { outcome: "sending" };
    const household =
      kept.familyId !== merged.familyId && (await isAlone(em, ctx, merged))
        ? await moveHousehold(em, ctx, { from: merged.familyId, to: kept.familyId })
        : null;
    const { moved, before } = await takeOver(em, ctx, { kept, merged, take });
    const led = await hide(em, ctx, { kept, merged });
    const record: { moved: MovedCustomers; before: BeforeCustomers } = {
      moved: { ...moved, household, led },
      before,
    };
    const mergeId = await writeMerge(em, ctx, { kind: "customers", keptId, mergedId, ...record });
    writeAudit(em, ctx, {
      ...{ action: "customer.merged", subjectKind: "customer", subjectId: keptId },
      detail: { mergedId, mergeId, taken: take, familyToo: household !== null },
    });
    return { outcome: "merged", mergeId };
  });
}

async function familiesOf(em: EntityManager, ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct family_id as id from customer where organisation_id = ${ctx.organisationId} and id = any(${ids}::uuid[]) and merged_into is null`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) throw noSuchCustomer();
  return rows.map(({ id }) => id);
}

/** Both, held in the order of their ids. @throws {PackpostError} not_found */
async function holdPair(
  em: EntityManager,
  ctx: Context,
  keptId: string,
  mergedId: string,
): Promise<{ kept: HeldPerson; merged: HeldPerson }> {
  const { rows } = await sql<HeldPerson>`
    select id, family_id as "familyId", first_name as "firstName", last_name as "lastName", email, phone, zone, language, external_id as "externalId", contact,
      to_jsonb(updated_at) #>> '{}' as "updatedAt"
    from customer where organisation_id = ${ctx.organisationId} and id in (${keptId}, ${mergedId}) and merged_into is null
    order by id for no key update`.execute(em.getKysely());
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (kept === undefined || merged === undefined) throw noSuchCustomer();
  return { kept, merged };
}

const isOther = (now: string, seen: string) => new Date(now).getTime() !== new Date(seen).getTime();

async function isAlone(em: EntityManager, ctx: Context, { id, familyId }: HeldPerson): Promise<boolean> {
  const { rows } = await sql`
    select from customer where organisation_id = ${ctx.organisationId} and family_id = ${familyId} and id <> ${id} and merged_into is null limit 1`.execute(
    em.getKysely(),
  );
  return rows.length === 0;
}

/** The merged record leaves its family for one of its own, of which nothing makes it anybody's audience, and is found by nobody. @returns the records that led to it before, and lead to the kept one now */
async function hide(
  em: EntityManager,
  ctx: Context,
  { kept, merged }: { readonly kept: HeldPerson; readonly merged: HeldPerson },
): Promise<string[]> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  await sql`
    with parked as (
      insert into family (organisation_id, name, merged_into)
      select organisation_id, name, ${kept.familyId} from family where organisation_id = ${organisationId} and id = ${merged.familyId} returning id)
    update customer set merged_into = ${kept.id}, family_id = parked.id from parked
    where customer.organisation_id = ${organisationId} and customer.id = ${merged.id}`.execute(kysely);
  const { rows: led } = await sql<{ id: string }>`
    update customer set merged_into = ${kept.id} where organisation_id = ${organisationId} and merged_into = ${merged.id} returning id`.execute(
    kysely,
  );
  await sql`
    update portal_session set ended_at = app_now()
    where organisation_id = ${organisationId} and customer_id = ${merged.id} and ended_at is null`.execute(
    kysely,
  );
  return led.map(({ id }) => id);
}
