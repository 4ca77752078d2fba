import { type RawBuilder, sql } from "kysely";
import { blockedBy } from "../../address/blocked-by-sql.ts";
import type { Context } from "../../context.ts";
import { whyNotTextable } from "../../texting/why-not-textable-sql.ts";
import { BLOCKED_BITS, NO_ADDRESS_BITS } from "../states.ts";
import type { UnreachableWay } from "./schemas.ts";

/** Bits of customer_contactability under which no mail at all goes to somebody. An unsubscribe is none of them: answers and notices still go. */
export const UNMAILED_BITS = NO_ADDRESS_BITS | BLOCKED_BITS;

/** Their newest session in the portal that has not ended, as an instant when they were last seen; null = none. By portal_session_of_customer. */
export function signedInAt(customerId: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(
    select max(seen_at) from portal_session session where session.organisation_id = app_organisation_id()
      and session.customer_id = ${customerId} and session.ended_at is null and session.expires_at > app_now())`;
}

/** Whether the mail with the code of a sign-in comes back (portal/sign-in/mail-code): what the team has blocked still gets it. */
export function codeComesBack(emailKey: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from suppression where suppression.organisation_id = app_organisation_id()
      and ${blockedBy("email", emailKey)} and suppression.reason = 'hard_bounce')`;
}

/**
 * Whether nobody of `customer`'s family can be reached by a way (P11). Their own pages reach whoever is signed in there; who could be, hears
 * of nothing there. By customer_by_family and the keys of each member.
 */
export function nobodyBy(ctx: Context, way: UnreachableWay): RawBuilder<boolean> {
  const nobody = (isReached: RawBuilder<boolean>) => sql<boolean>`not exists (
    select from customer member where member.organisation_id = app_organisation_id() and member.family_id = customer.family_id
      and ${isReached})`;
  if (way !== "any") return nobody(isReached(ctx, way));
  const anyWay = [isReached(ctx, "email"), isReached(ctx, "text"), isSignedIn];
  return nobody(sql<boolean>`(${sql.join(anyWay, sql` or `)})`);
}

const isSignedIn = sql<boolean>`${signedInAt(sql`member.id`)} is not null`;

/** Whether `member` is. */
function isReached(ctx: Context, way: Exclude<UnreachableWay, "any">): RawBuilder<boolean> {
  switch (way) {
    case "email":
      return sql<boolean>`(select reasons & ${sql.lit(UNMAILED_BITS)} = 0 from customer_contactability reach
        where reach.organisation_id = app_organisation_id() and reach.customer_id = member.id offset 0)`;
    case "text":
      return sql<boolean>`${whyNotTextable(ctx, sql`member.phone`, sql`member.id`)} is null`;
    case "portal":
      return sql<boolean>`(${isSignedIn} or member.email_key is not null and not ${codeComesBack(sql`member.email_key`)})`;
  }
}

/** The one of a family by whom it stands in lists: its first contact. Looked up by customer_by_family: `offset 0`, or all customers are hashed for it. */
export const isHead: RawBuilder<boolean> = sql<boolean>`customer.merged_into is null and not exists (
  select from customer other where other.organisation_id = app_organisation_id() and other.family_id = customer.family_id
    and (other.contact, other.id) < (customer.contact, customer.id) offset 0)`;
