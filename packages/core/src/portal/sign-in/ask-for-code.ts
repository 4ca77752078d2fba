import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { CODE_MINUTES, hashOf, linkTokenOf } from "./sign-in-code.ts";

/** So long somebody waits before the mail is sent once more (T48). */
export const COOLDOWN_SECONDS = 30;

export interface AskedCode {
  readonly codeId: string;
  /** Whether it is to be mailed now; false: it was a moment ago. */
  readonly mail: boolean;
  /** After so many seconds it can be asked for again. */
  readonly waitSeconds: number;
}

/**
 * Somebody asks for a code for a mailbox (P6): the one that stands, or a new one once that has ended (T46). The same for mailboxes that
 * nobody has, with the same writes; whether a mail leaves is the next step's, {@link file://./mail-code.ts}. The browser that asked may
 * use the mail's link.
 * @param input.emailKey the mailbox as it compares
 * @param input.browserHash the browser's own mark, hashed
 * @param secret AUTH_SECRET
 */
export async function askForCode({
  ctx,
  input: { emailKey, browserHash },
  secret,
}: {
  ctx: Context;
  input: { emailKey: string; browserHash: string };
  secret: string;
}): Promise<AskedCode> {
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    await forgetExpired(em, ctx, emailKey);
    const code = await standingCode(em, ctx, emailKey, secret);
    await sql`
      insert into portal_try (organisation_id, code_id, browser_hash, asked) values (${organisationId}, ${code.id}, ${browserHash}, true)
      on conflict (code_id, browser_hash, organisation_id) do update set asked = true`.execute(
      em.getKysely(),
    );
    if (code.waitSeconds > 0) return { codeId: code.id, mail: false, waitSeconds: code.waitSeconds };
    await sql`
      update portal_code set asked_at = app_now() where organisation_id = ${organisationId} and id = ${code.id}`.execute(
      em.getKysely(),
    );
    return { codeId: code.id, mail: true, waitSeconds: COOLDOWN_SECONDS };
  });
}

/** Held to the end of the unit of work. A new one has not been mailed yet. */
async function standingCode(
  em: EntityManager,
  ctx: Context,
  emailKey: string,
  secret: string,
): Promise<{ id: string; waitSeconds: number }> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const id = crypto.randomUUID();
  const made = await sql`
    insert into portal_code (organisation_id, id, email_key, link_hash, expires_at)
    values (${organisationId}, ${id}, ${emailKey}, ${hashOf(linkTokenOf(secret, id))}, app_now() + make_interval(mins => ${CODE_MINUTES}))
    on conflict (email_key, organisation_id) where used_at is null do nothing returning id`.execute(kysely);
  if (made.rows.length > 0) return { id, waitSeconds: 0 };
  const { rows } = await sql<{ id: string; waitSeconds: number }>`
    select id, greatest(0, ceil(extract(epoch from asked_at - app_now()) + ${COOLDOWN_SECONDS}))::int as "waitSeconds"
    from portal_code where organisation_id = ${organisationId} and email_key = ${emailKey} and used_at is null for update`.execute(
    kysely,
  );
  const [stands] = rows;
  // Used between the two statements: the next one is made.
  return stands ?? standingCode(em, ctx, emailKey, secret);
}

/** This mailbox's own first, so that a new one can be made; others a few at a time. */
async function forgetExpired(
  em: EntityManager,
  { organisationId }: Context,
  emailKey: string,
): Promise<void> {
  await sql`
    delete from portal_code where organisation_id = ${organisationId} and email_key = ${emailKey} and used_at is null and expires_at <= app_now()`.execute(
    em.getKysely(),
  );
  await sql`
    delete from portal_code where id in (
      select id from portal_code where organisation_id = ${organisationId} and expires_at < app_now() - interval '1 day'
      order by expires_at limit 20 for update skip locked)`.execute(em.getKysely());
}
