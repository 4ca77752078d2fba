import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { countAudience } from "../../alert/preview-alert.ts";
import { whyNoTexts } from "../../alert/why-no-texts.ts";
import { writeAudience } from "../../alert/write-audience.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import type { AudienceStrategy, Refusal } from "../../send-protocol/broadcast-kind.ts";

/** An alert must not begin while texting is off, or the provider refuses our number (T31). */
export async function checkAlertBeginning(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<{ receivers: number } | Refusal> {
  const refused = await whyNoTexts(em, ctx);
  if (refused !== null) return { refused, cause: "texting" };
  const { rows } = await sql<{ from_at: string; until_at: string }>`
    select from_at, until_at from alert where organisation_id = ${ctx.organisationId} and id = ${broadcastId}`.execute(
    em.getKysely(),
  );
  const [alert] = rows;
  if (alert === undefined) return { receivers: 0 };
  const range = { from: instantFrom(alert.from_at), until: instantFrom(alert.until_at) };
  return { receivers: (await countAudience(em, ctx, range)).receiving };
}

/** Everybody of an alert's range, written down with what a text needs; the earliest appointment is texted about first. */
export async function alertAudienceOf(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<AudienceStrategy> {
  await writeAudience(em, ctx, broadcastId);
  return {
    people: sql`(
      select customer_id, null::text as email_key, false as added, reasons, starts_at from alert_recipient
      where organisation_id = ${ctx.organisationId} and alert_id = ${broadcastId})`,
    facts: sql`null::jsonb`,
    order: sql`starts_at, customer_id`,
  };
}
