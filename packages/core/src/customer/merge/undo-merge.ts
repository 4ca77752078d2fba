import { mergeKinds } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import {
  type BeforeCustomers,
  beforeCustomersSchema,
  type MovedCustomers,
  movedCustomersSchema,
} from "./merge-record.ts";
import { movedHouseholdSchema, moveHouseholdBack } from "./move-household.ts";
import { type MergeIdInput, UNDO_DAYS } from "./schemas.ts";

const rowSchema = z.object({
  kind: z.enum(mergeKinds),
  keptId: z.string(),
  mergedId: z.string(),
  moved: z.unknown(),
  before: z.unknown(),
  isUndone: z.boolean(),
  isLate: z.boolean(),
});
type MergeRow = z.infer<typeof rowSchema>;

const householdOnlySchema = z.object({ household: movedHouseholdSchema });

/**
 * Takes a merge or split back within 30 days (P11): whatever has not been changed since goes to where it was; what somebody has changed, or
 * what has come since, stays with the kept one. Undoing it twice is no mistake.
 * @throws {PackpostError} forbidden, not_found, conflict (too late, or the kept one has been merged since)
 */
export async function undoMerge({
  ctx,
  input: { mergeId },
}: {
  ctx: Context;
  input: MergeIdInput;
}): Promise<{ outcome: "undone" }> {
  requirePermission(ctx, "customer.edit");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const row = await holdMerge(em, ctx, mergeId);
    if (row.isUndone) return { outcome: "undone" };
    if (row.isLate)
      throw new PackpostError("conflict", `This was done more than ${UNDO_DAYS} days ago.`, {
        ...{ effect: "Nothing was changed.", nextStep: "Add the other one as a new customer." },
      });
    if (row.kind === "customers") await undoCustomers(em, ctx, row);
    else {
      await requireStill(em, ctx, "family", row.keptId);
      const { household } = householdOnlySchema.parse(row.moved);
      await moveHouseholdBack(em, ctx, household);
      if (row.kind === "split") await hideIfEmpty(em, ctx, row);
    }
    await sql`
      update merge set undone_at = app_now(), undone_by = ${staffIdOf(ctx)} where organisation_id = ${ctx.organisationId} and id = ${mergeId}`.execute(
      em.getKysely(),
    );
    const subjectKind = row.kind === "customers" ? "customer" : "family";
    writeAudit(em, ctx, {
      ...{ action: `${subjectKind}.merge_undone`, subjectKind, subjectId: row.keptId },
      detail: { mergeId, kind: row.kind, mergedId: row.mergedId },
    });
    return { outcome: "undone" };
  });
}

async function holdMerge(em: EntityManager, ctx: Context, mergeId: string): Promise<MergeRow> {
  const { rows } = await sql`
    select kind, kept_id as "keptId", merged_id as "mergedId", moved, before, undone_at is not null as "isUndone",
      done_at < app_now() - make_interval(days => ${sql.lit(UNDO_DAYS)}) as "isLate"
    from merge where organisation_id = ${ctx.organisationId} and id = ${mergeId} for update`.execute(
    em.getKysely(),
  );
  if (rows[0] === undefined) throw new PackpostError("not_found", "There is no such merge.");
  return rowSchema.parse(rows[0]);
}

/** What was kept must still be seen: a later merge of it is taken back first. */
async function requireStill(
  em: EntityManager,
  ctx: Context,
  table: "customer" | "family",
  id: string,
): Promise<void> {
  const { rows } = await sql`
    select from ${sql.table(table)} where organisation_id = ${ctx.organisationId} and id = ${id} and merged_into is null for no key update`.execute(
    em.getKysely(),
  );
  if (rows.length > 0) return;
  throw new PackpostError("conflict", "The one that was kept has been merged into another one since.", {
    ...{ effect: "Nothing was changed.", nextStep: "Take that back first." },
  });
}

/** A new family that everybody has left again leads to the one that it came from. */
async function hideIfEmpty(em: EntityManager, ctx: Context, { keptId, mergedId }: MergeRow): Promise<void> {
  await sql`
    update family set merged_into = ${keptId}
    where organisation_id = ${ctx.organisationId} and id = ${mergedId}
      and not exists (select from customer where customer.organisation_id = family.organisation_id and customer.family_id = family.id)
      and not exists (select from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id)
      and not exists (select from thread where thread.organisation_id = family.organisation_id and thread.family_id = family.id)`.execute(
    em.getKysely(),
  );
}

async function undoCustomers(em: EntityManager, ctx: Context, row: MergeRow): Promise<void> {
  const moved = movedCustomersSchema.parse(row.moved);
  const before = beforeCustomersSchema.parse(row.before);
  await requireStill(em, ctx, "customer", row.keptId);
  await restoreKept(em, ctx, row, before);
  await restoreMerged(em, ctx, row, before);
  await sql`
    update customer set merged_into = ${row.mergedId}
    where organisation_id = ${ctx.organisationId} and merged_into = ${row.keptId} and id = any(${moved.led}::uuid[])`.execute(
    em.getKysely(),
  );
  if (moved.household !== null) await moveHouseholdBack(em, ctx, moved.household);
  await moveBack(em, ctx, row, moved);
  await restoreApplications(em, ctx, row, before);
  await restoreWishes(em, ctx, row, before);
}

/** Each field that is still what the merge made of it is again what it was before. */
async function restoreKept(
  em: EntityManager,
  ctx: Context,
  { keptId }: MergeRow,
  { kept, became }: BeforeCustomers,
): Promise<void> {
  const back = (column: string, now: string | null, was: string | null): RawBuilder<unknown> =>
    sql`${sql.ref(column)} = case when ${sql.ref(column)} is not distinct from ${now} then ${was} else ${sql.ref(column)} end`;
  const fields = [
    back("first_name", became.firstName, kept.firstName),
    back("last_name", became.lastName, kept.lastName),
    back("email", became.email, kept.email),
    back("phone", became.phone, kept.phone),
    back("zone", became.zone, kept.zone),
    back("language", became.language, kept.language),
    back("external_id", became.externalId, kept.externalId),
  ];
  await sql`
    update customer set ${sql.join(fields)} where organisation_id = ${ctx.organisationId} and id = ${keptId}`.execute(
    em.getKysely(),
  );
}

/** The hidden record is seen again, with what it had, in its family: where that is hidden by now, in the one it went into. */
async function restoreMerged(
  em: EntityManager,
  ctx: Context,
  { mergedId, keptId }: MergeRow,
  { merged }: BeforeCustomers,
): Promise<void> {
  const { organisationId } = ctx;
  const externalId = sql`case when not exists (
    select from customer other where other.organisation_id = ${organisationId} and other.external_id = ${merged.externalId}) then ${merged.externalId} else external_id end`;
  await sql`
    update customer set merged_into = null, email = ${merged.email}, phone = ${merged.phone}, zone = ${merged.zone}, contact = ${merged.contact},
      external_id = coalesce(external_id, ${externalId}),
      family_id = (select coalesce(family.merged_into, family.id) from family where family.organisation_id = ${organisationId} and family.id = ${merged.familyId})
    where organisation_id = ${organisationId} and id = ${mergedId} and merged_into = ${keptId}`.execute(
    em.getKysely(),
  );
}

async function moveBack(
  em: EntityManager,
  ctx: Context,
  row: MergeRow,
  moved: MovedCustomers,
): Promise<void> {
  const { organisationId } = ctx;
  const { keptId, mergedId } = row;
  const still = (ids: readonly string[]) =>
    sql`organisation_id = ${organisationId} and customer_id = ${keptId} and id = any(${ids}::uuid[])`;
  const kysely = em.getKysely();
  await sql`update application set customer_id = ${mergedId} where ${still(moved.applications)}`.execute(
    kysely,
  );
  await sql`update transaction set customer_id = ${mergedId} where ${still(moved.transactions)}`.execute(
    kysely,
  );
  await sql`
    delete from email_draft where organisation_id = ${organisationId} and customer_id = ${mergedId} and staff_member_id = any(${moved.emailDrafts}::uuid[])
      and subject = '' and body_markdown = ''`.execute(kysely);
  await sql`
    update email_draft set customer_id = ${mergedId}
    where organisation_id = ${organisationId} and customer_id = ${keptId} and staff_member_id = any(${moved.emailDrafts}::uuid[])`.execute(
    kysely,
  );
}

async function restoreApplications(
  em: EntityManager,
  ctx: Context,
  { keptId, mergedId }: MergeRow,
  { applications, dropped }: BeforeCustomers,
): Promise<void> {
  await sql`
    insert into application
    select (jsonb_populate_record(null::application, row || jsonb_build_object('customer_id', ${mergedId}::text))).*
    from jsonb_array_elements(${JSON.stringify(dropped)}::jsonb) row on conflict do nothing`.execute(
    em.getKysely(),
  );
  await sql`
    update application set status = was.was
    from jsonb_to_recordset(${JSON.stringify(applications)}::jsonb) was (id uuid, was text, became text)
    where application.organisation_id = ${ctx.organisationId} and application.customer_id = ${keptId} and application.id = was.id and application.status = was.became`.execute(
    em.getKysely(),
  );
}

/** The no of the other one is theirs alone again, where nothing has been said since. */
async function restoreWishes(
  em: EntityManager,
  ctx: Context,
  { keptId }: MergeRow,
  { refused }: BeforeCustomers,
): Promise<void> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  for (const { channel, was, at, mailbox, mailboxWas } of refused) {
    const mine = sql`organisation_id = ${organisationId} and customer_id = ${keptId} and not subscribed and changed_at = ${at}::timestamptz`;
    if (was === null)
      await sql`delete from preference where ${mine} and channel = ${channel}`.execute(kysely);
    else
      await sql`update preference set subscribed = ${was} where ${mine} and channel = ${channel}`.execute(
        kysely,
      );
    if (channel !== "campaign" || mailbox === null) continue;
    if (mailboxWas === null)
      await sql`delete from mailbox_choice where ${mine} and email_key = ${mailbox}`.execute(kysely);
    else
      await sql`update mailbox_choice set subscribed = ${mailboxWas} where ${mine} and email_key = ${mailbox}`.execute(
        kysely,
      );
  }
}
