import { languageCodes } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { Language } from "../messages/languages.ts";

export const chooseOwnLanguageSchema = z.object({ language: z.enum(languageCodes) });

/** So often one customer changes it in a quarter of an hour. */
const MOST_CHANGES = 60;

/**
 * In which language the acting customer wants their own pages and what we write to them by ourselves (P6): at once, audited. The same
 * again changes nothing.
 * @throws {PackpostError} forbidden, not_found, rate_limited
 */
export async function chooseOwnLanguage({
  ctx,
  input: { language },
}: {
  ctx: Context;
  input: z.infer<typeof chooseOwnLanguageSchema>;
}): Promise<void> {
  requirePermission(ctx, "subscription.change");
  const customerId = ctx.actor.kind === "customer" ? ctx.actor.id : "";
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ language: Language | null }>`
      select language from customer where organisation_id = ${ctx.organisationId} and id = ${customerId}::uuid for no key update`.execute(
      em.getKysely(),
    );
    const [before] = rows;
    if (before === undefined) throw new PackpostError("not_found", "This account is not there any more.");
    if (before.language === language) return;
    await refuseFlood(em, ctx, customerId);
    await setLanguage(em, ctx, { customerId, before: before.language, language, source: "portal" });
  });
}

/**
 * Keeps what somebody chose at the door, before they signed in there, where they have chosen nothing yet: in the running transaction.
 * @param language null = nothing was chosen
 */
export async function keepChosenLanguage(
  em: EntityManager,
  ctx: Context,
  customerId: string,
  language: Language | null,
): Promise<void> {
  if (language === null) return;
  const { rows } = await sql`
    select from customer where organisation_id = ${ctx.organisationId} and id = ${customerId} and language is null
    for no key update`.execute(em.getKysely());
  if (rows.length > 0) await setLanguage(em, ctx, { customerId, before: null, language, source: "door" });
}

async function setLanguage(
  em: EntityManager,
  ctx: Context,
  change: { customerId: string; before: Language | null; language: Language; source: "portal" | "door" },
): Promise<void> {
  const { customerId, before, language, source } = change;
  await sql`
    update customer set language = ${language} where organisation_id = ${ctx.organisationId} and id = ${customerId}`.execute(
    em.getKysely(),
  );
  writeAudit(em, ctx, {
    ...{ action: "customer.language_set", subjectKind: "customer", subjectId: customerId },
    detail: { before, after: language, source },
  });
}

/** Index: audit_by_subject. */
async function refuseFlood(em: EntityManager, ctx: Context, customerId: string): Promise<void> {
  const { rows } = await sql<{ changes: number }>`
    select count(*)::int as changes from audit
    where organisation_id = ${ctx.organisationId} and subject_kind = 'customer' and subject_id = ${customerId}
      and action = 'customer.language_set' and at > app_now() - interval '15 minutes'`.execute(
    em.getKysely(),
  );
  if ((rows[0]?.changes ?? 0) < MOST_CHANGES) return;
  throw new PackpostError("rate_limited", "This was changed very often just now.", {
    effect: "It stays as it was.",
    retryAfterSeconds: 15 * 60,
  });
}
