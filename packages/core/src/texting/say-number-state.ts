import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { auditNumber } from "./audit-number.ts";
import { optOutNumber } from "./number-consent.ts";

const numberSchema = z.string().regex(/^\+[1-9][0-9]{6,14}$/, "A number with its country code.");

export const sayNumberStateSchema = z.object({
  number: numberSchema,
  /** What staff know: it takes no texts, or that they were wrong about that. */
  state: z.enum(["not_textable", "unknown"]),
});

/** Staff say that a number takes no texts, such as a landline, or take that back (A14). @throws {PackpostError} forbidden */
export async function sayNumberState({
  ctx,
  input: { number, state },
}: {
  ctx: Context;
  input: z.infer<typeof sayNumberStateSchema>;
}): Promise<void> {
  requirePermission(ctx, "conversation.all");
  const by = staffIdOf(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await sql`
      insert into phone_number (organisation_id, number, state, state_at, state_by) values (${ctx.organisationId}, ${number}, ${state}, app_now(), ${by})
      on conflict (number, organisation_id) do update set state = excluded.state, state_at = app_now(), state_by = excluded.state_by, provider_message = null`.execute(
      em.getKysely(),
    );
    auditNumber(em, ctx, { action: "texting.number_said", number, detail: { state } });
  });
}

export const decideHoldSchema = z.object({
  number: numberSchema,
  /** Whether the message meant that no more texts are wanted (T25). */
  decision: z.enum(["opt_out", "keep"]),
});

/**
 * A person has read what might have meant "no more texts" (T25): it did, and only the number's own START lifts that; or it did not, and
 * mass texts go on.
 * @throws {PackpostError} forbidden
 */
export async function decideHold({
  ctx,
  input: { number, decision },
}: {
  ctx: Context;
  input: z.infer<typeof decideHoldSchema>;
}): Promise<void> {
  requirePermission(ctx, "conversation.all");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ body: string }>`
      update phone_number set held_at = null, held_entry_id = null
      from entry where phone_number.organisation_id = ${ctx.organisationId} and phone_number.number = ${number} and held_at is not null
        and entry.organisation_id = phone_number.organisation_id and entry.id = held_entry_id
      returning entry.body`.execute(em.getKysely());
    const [held] = rows;
    if (held === undefined) return;
    auditNumber(em, ctx, { action: "texting.hold_decided", number, detail: { decision } });
    if (decision === "opt_out")
      await optOutNumber(em, ctx, { number, by: "staff", word: held.body.slice(0, 100) });
  });
}
