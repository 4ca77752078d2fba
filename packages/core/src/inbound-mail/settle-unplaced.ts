import { randomUUID } from "node:crypto";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { addEntry } from "../conversation/add-entry.ts";
import { holdThread } from "../conversation/hold-thread.ts";
import { PackpostError } from "../errors.ts";
import { mailSchema } from "./mail-schema.ts";
import { writeInto } from "./write-into.ts";

export const settleUnplacedSchema = z.object({
  mailId: z.uuid(),
  /** The family whose thread it belongs to; null = it is put away, unless `as` says otherwise. */
  familyId: z.uuid().nullable(),
  /** `stranger`: it opens a conversation with its sender's mailbox; `unplaced`: it was put away by mistake and waits again. */
  as: z.enum(["stranger", "unplaced"]).optional(),
});

export type SettleOutcome =
  | { outcome: "placed"; threadId: string }
  | { outcome: "dismissed" | "unplaced" | "settled_before" };

/**
 * A person says where a mail belongs, or that it belongs nowhere (T42). Its sender stays unproved, and nobody is answered.
 * @throws {PackpostError} forbidden, not_found
 */
export async function settleUnplaced({
  ctx,
  input: { mailId, familyId, as },
}: {
  ctx: Context;
  input: z.infer<typeof settleUnplacedSchema>;
}): Promise<SettleOutcome> {
  requirePermission(ctx, "conversation.all");
  const by = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const row = await hold(em, ctx, mailId);
    if (row.state !== (as === "unplaced" ? "dismissed" : "unplaced")) return { outcome: "settled_before" };
    const stranger = as === "stranger" ? row.mail.from.address : null;
    const placed = familyId !== null || stranger !== null;
    const written = placed
      ? await writeInto(ctx, mailId, row.provider_message_id, row.mail, {
          ...{ familyId, stranger, customerId: null, proof: "address" },
          ...{ readUpTo: 0, about: null, otherAddress: false },
        })
      : null;
    // Who put it there, and where it can be taken out again.
    if (familyId !== null && written !== null)
      await addEntry(em, ctx, await holdThread(em, ctx, written.threadId), {
        ...{ id: randomUUID(), kind: "event", via: "system", staffMemberId: by, body: "" },
        event: { kind: "mail_placed", mailId, stranger: row.mail.from.address },
      });
    const outcome = placed ? "placed" : as === "unplaced" ? "unplaced" : "dismissed";
    await sql`
      update inbound_mail set state = ${outcome}, settled_at = app_now(), settled_by = ${by}, entry_id = ${placed ? mailId : null}::uuid
      where organisation_id = ${ctx.organisationId} and id = ${mailId}`.execute(em.getKysely());
    writeAudit(em, ctx, {
      action: `inbound_mail.${outcome}`,
      subjectKind: "inbound_mail",
      subjectId: mailId,
    });
    if (written !== null) return { outcome: "placed", threadId: written.threadId };
    return { outcome: outcome === "unplaced" ? outcome : "dismissed" };
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
