import { randomBytes } from "node:crypto";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { portalActor } from "../../access/actor.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { Language } from "../../messages/languages.ts";
import { keepChosenLanguage } from "../choose-own-language.ts";
import { hashOf } from "./sign-in-code.ts";

/** So long somebody stays signed in without coming back. */
export const SESSION_DAYS = 60;

export interface NewSession {
  readonly customerId: string;
  /** The mailbox that they proved. */
  readonly emailKey: string;
  readonly browser: {
    /** Its own mark, hashed. */
    readonly hash: string;
    /** As its owner knows it: "Safari, iPhone". */
    readonly device: string;
    /** What was chosen there at the door; null = nothing. */
    readonly language: Language | null;
  };
}

/**
 * Signs a customer in, in the running transaction, and keeps the language they chose at the door; audited. Sessions of theirs that ended long ago are forgotten.
 * @returns what the browser keeps; here only its hash stays
 */
export async function beginSession(
  em: EntityManager,
  ctx: Context,
  { customerId, emailKey, browser }: NewSession,
): Promise<string> {
  const { organisationId } = ctx;
  const token = randomBytes(32).toString("base64url");
  await sql`
    delete from portal_session where organisation_id = ${organisationId} and customer_id = ${customerId}
      and least(ended_at, expires_at) < app_now() - interval '90 days'`.execute(em.getKysely());
  await sql`
    insert into portal_session (organisation_id, customer_id, email_key, token_hash, browser_hash, device, expires_at)
    values (${organisationId}, ${customerId}, ${emailKey}, ${hashOf(token)}, ${browser.hash}, ${browser.device},
      app_now() + make_interval(days => ${SESSION_DAYS}))`.execute(em.getKysely());
  const asCustomer = { ...ctx, actor: portalActor(customerId) };
  await keepChosenLanguage(em, asCustomer, customerId, browser.language);
  writeAudit(em, asCustomer, {
    action: "portal.signed_in",
    subjectKind: "customer",
    subjectId: customerId,
    detail: { device: browser.device },
  });
  return token;
}
