import type { RecipientStatus } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { findAlert } from "../get-alert.ts";
import { isUnreached, personTables } from "../person-sql.ts";
import type { AlertIdInput } from "../schemas.ts";
import { mailOfUnreached, type NoMailReason } from "./mail-of-unreached.ts";

/** Whom an alert has not reached, and what a mail can do about it (A13). */
export interface Unreached {
  people: number;
  /** Who can be sent it as mail and was not yet. */
  toMail: number;
  /** What became of the mails, by status. */
  mailed: { status: RecipientStatus; people: number }[];
  /** How many can have none, and the first of them with the reason. */
  noMail: number;
  refused: { customerId: string; name: string; reason: NoMailReason }[];
}

/** More names than anybody reads beside a button; all stand on the call list. */
const MOST_NAMED = 20;

/** @throws {PackpostError} forbidden, not_found */
export async function readUnreached({
  ctx,
  input,
}: {
  ctx: Context;
  input: AlertIdInput;
}): Promise<Unreached> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findAlert(em, ctx, input.alertId);
    const people = await mailOfUnreached(em, ctx, input.alertId);
    const refused = people.flatMap(({ customerId, name, noMail }) =>
      noMail === null ? [] : [{ customerId, name, reason: noMail }],
    );
    const { rows } = await sql<{ status: RecipientStatus; people: number }>`
      select mail.status, count(*)::int as people from ${personTables}
      where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${input.alertId} and mail.id is not null and ${isUnreached}
      group by mail.status order by people desc, mail.status`.execute(em.getKysely());
    return {
      people: people.length,
      toMail: people.filter(({ mailed, noMail }) => !mailed && noMail === null).length,
      mailed: rows,
      noMail: refused.length,
      refused: refused.slice(0, MOST_NAMED),
    };
  });
}
