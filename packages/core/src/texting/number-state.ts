import type { EntityManager } from "@packpost/db/orm";
import type { TextTrouble } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { optOutNumber } from "./number-consent.ts";
import { pauseTexting } from "./pause-texting.ts";

/** A delivered text proves that a number takes texts (A14). What staff said of it is over then. */
export async function noteTextable(em: EntityManager, ctx: Context, number: string): Promise<void> {
  await sql`
    insert into phone_number as known (organisation_id, number, state, state_at) values (${ctx.organisationId}, ${number}, 'textable', app_now())
    on conflict (number, organisation_id) do update set state = 'textable', state_at = app_now(), state_by = null, provider_message = null
      where known.state <> 'textable'`.execute(em.getKysely());
}

/** So does a text that came from it, where nothing else is known: neither a carrier nor staff have said that it takes none. */
export async function noteTexts(em: EntityManager, ctx: Context, number: string): Promise<void> {
  await sql`
    insert into phone_number as known (organisation_id, number, state, state_at) values (${ctx.organisationId}, ${number}, 'textable', app_now())
    on conflict (number, organisation_id) do update set state = 'textable', state_at = app_now(), state_by = null, provider_message = null
      where known.state = 'unknown'`.execute(em.getKysely());
}

/**
 * What a refusal says beyond that one text did not arrive, from a call or a report alike (T28, T31, A14): the number has opted out, is none
 * that takes texts, or our own number is refused, and then everybody's texts wait.
 */
export async function noteTrouble(
  em: EntityManager,
  ctx: Context,
  failed: { readonly number: string; readonly trouble: TextTrouble; readonly providerMessage: string },
): Promise<void> {
  const { number, trouble, providerMessage } = failed;
  if (trouble === "opted_out") await optOutNumber(em, ctx, { number, by: "provider" });
  if (trouble === "account") await pauseTexting(em, ctx, providerMessage);
  if (trouble !== "not_textable" && trouble !== "invalid") return;
  await sql`
    insert into phone_number (organisation_id, number, state, state_at, provider_message)
    values (${ctx.organisationId}, ${number}, ${trouble}, app_now(), ${providerMessage})
    on conflict (number, organisation_id) do update
      set state = excluded.state, state_at = app_now(), state_by = null, provider_message = excluded.provider_message`.execute(
    em.getKysely(),
  );
}
