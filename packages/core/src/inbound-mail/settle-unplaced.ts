import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { mailSchema } from "./mail-schema.ts";
import { writeInto } from "./write-into.ts";

export const settleUnplacedSchema = z.object({
  mailId: z.uuid(),
  /** The family whose thread it belongs to; null = it is put away. */
  familyId: z.uuid().nullable(),
});

/**
 * A person says where a mail belongs, or that it belongs nowhere (T42). Its sender stays unproved, and nobody is answered.
 * @throws {PackpostError} forbidden, not_found
 */
export async function settleUnplaced({
  ctx,
  input: { mailId, familyId },
}: {
  ctx: Context;
  input: z.infer<typeof settleUnplacedSchema>;
}): Promise<{ outcome: "placed" | "dismissed" | "settled_before" }> {
  requirePermission(ctx, "conversation.all");
  const by = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const row = await hold(em, ctx, mailId);
    if (row.state !== "unplaced") return { outcome: "settled_before" };
    if (familyId !== null)
      await writeInto(ctx, mailId, row.provider_message_id, row.mail, {
        ...{ familyId, customerId: null, proof: "address", readUpTo: 0, about: null, otherAddress: false },
      });
    const outcome = familyId === null ? "dismissed" : "placed";
    await sql`
      update inbound_mail set state = ${outcome}, settled_at = app_now(), settled_by = ${by}, entry_id = ${familyId === null ? null : mailId}::uuid
      where organisation_id = ${ctx.organisationId} and id = ${mailId}`.execute(em.getKysely());
    writeAudit(em, ctx, {
      action: `inbound_mail.${outcome}`,
      subjectKind: "inbound_mail",
      subjectId: mailId,
    });
    return { outcome };
  });
}

async function hold(em: EntityManager, ctx: Context, mailId: string) {
  const { rows } = await sql`
    select state, mail, provider_message_id from inbound_mail
    where organisation_id = ${ctx.organisationId} and id = ${mailId} for update`.execute(em.getKysely());
  const row = z
    .object({ state: z.string(), mail: mailSchema, provider_message_id: z.string() })
    .optional()
    .parse(rows[0]);
  if (row === undefined) throw new PackpostError("not_found", "There is no such mail.");
  return row;
}
