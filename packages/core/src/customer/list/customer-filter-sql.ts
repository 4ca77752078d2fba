import { type RawBuilder, sql } from "kysely";
import { blockedBy } from "../../address/blocked-by-sql.ts";
import type { Context } from "../../context.ts";
import type { Candidates } from "../../paging/read-by-name.ts";
import { whyNotTextable } from "../../texting/why-not-textable-sql.ts";
import { mailboxOptedOut } from "../../unsubscribe/mailbox-choice.ts";
import {
  BLOCKED_BITS,
  type EmailState,
  NO_ADDRESS_BITS,
  type Silence,
  type TextState,
  UNSUBSCRIBED_BITS,
} from "../states.ts";
import { fewVisibleCustomers, visibleCustomers } from "./customer-scope-sql.ts";
import type { CustomerFilter } from "./schemas.ts";

/** When they last did something that counts, else when they came (P7): what customer_by_last_contact is ordered by. */
export const lastContact: RawBuilder<Date> = sql<Date>`(case when customer.last_transaction_at is null then customer.created_at else customer.last_transaction_at end)`;

/** Whether a filter shows `customer`, whose `reach` (customer_contactability) is beside them and whom the actor may see. */
export function customerShown(ctx: Context, filter: CustomerFilter): RawBuilder<boolean> {
  const conditions = [
    visibleCustomers(ctx),
    ...(filter.email === null ? [] : [hasEmailState(filter.email)]),
    ...(filter.text === null ? [] : [hasTextState(ctx, filter.text)]),
    ...(filter.passId === null ? [] : [knowsPass(filter.passId)]),
    ...(filter.silence === null ? [] : [isSilent(filter.silence)]),
  ];
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** When `customer` had their last contact, for a silence that has begun or will in so many days. Index: customer_by_last_contact. */
export function isSilent(silence: Silence): RawBuilder<boolean> {
  const border = sql`app_now() - interval '2 years'`;
  if (silence === "now") return sql<boolean>`${lastContact} < ${border}`;
  const days = sql.lit(silence === "in_30" ? 30 : 90);
  return sql<boolean>`${lastContact} >= ${border} and ${lastContact} < ${border} + make_interval(days => ${days})`;
}

/** Whom a filter could let through, by what is rarest about them; see the indexes of 035-customer-list. */
export function candidatesOf(ctx: Context, filter: CustomerFilter): Candidates {
  const few = fewVisibleCustomers(ctx);
  if (few !== null) return { people: few, isOne: visibleCustomers(ctx), few: true };
  const { text, email, passId } = filter;
  const [first, ...further] = [
    ...(text !== null && text !== "on" ? [byTextState(text)] : []),
    ...(email !== null && email !== "subscribed" ? [byEmailState(email)] : []),
    ...(passId === null ? [] : [byPass(passId)]),
    ...(text === "on" ? [byTextState("on")] : []),
  ];
  if (first !== undefined) return { ...first, further };
  return {
    people: sql`select id as customer_id from customer where organisation_id = app_organisation_id() and search_key >= ''`,
    isOne: sql`true`,
    few: false,
  };
}

function byPass(passId: string): Candidates {
  return {
    people: sql`select customer_id from eligibility where organisation_id = app_organisation_id() and pass_id = ${passId} and reasons >= 0`,
    isOne: knowsPass(passId),
    along: sql`search_key >= '' and ${knowsPass(passId)}`,
    few: false,
  };
}

function hasEmailState(state: EmailState): RawBuilder<boolean> {
  const has = (bits: number) => sql<boolean>`reach.reasons & ${sql.lit(bits)} <> 0`;
  switch (state) {
    case "no_address":
      return has(NO_ADDRESS_BITS);
    case "blocked":
      return has(BLOCKED_BITS);
    case "unsubscribed":
      return sql<boolean>`reach.reasons & ${sql.lit(NO_ADDRESS_BITS | BLOCKED_BITS)} = 0 and ${has(UNSUBSCRIBED_BITS)}`;
    case "subscribed":
      return sql<boolean>`reach.reasons & ${sql.lit(NO_ADDRESS_BITS | BLOCKED_BITS | UNSUBSCRIBED_BITS)} = 0`;
  }
}

function hasTextState(ctx: Context, state: TextState): RawBuilder<boolean> {
  const why = whyNotTextable(ctx, sql`customer.phone`, sql`customer.id`);
  switch (state) {
    case "no_number":
      return sql<boolean>`customer.phone is null`;
    case "unsubscribed":
      return sql<boolean>`${why} in ('opted_out', 'unsubscribed')`;
    case "blocked":
      return sql<boolean>`${why} in ('not_textable', 'blocked')`;
    case "on":
      return sql<boolean>`${why} is null`;
  }
}

function knowsPass(passId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from eligibility where eligibility.organisation_id = app_organisation_id()
    and eligibility.pass_id = ${passId} and eligibility.customer_id = customer.id offset 0)`;
}

/** Customers by key of something else, one look-up each. @param by a condition on `found`, a row of customer */
const each = (from: RawBuilder<unknown>, by: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  select found.id as customer_id from ${from}
  cross join lateral (select found.id from customer found where found.organisation_id = app_organisation_id() and ${by} offset 0) found
  where ${where}`;

function byEmailState(state: Exclude<EmailState, "subscribed">): Candidates {
  const mine = sql`organisation_id = app_organisation_id()`;
  switch (state) {
    case "no_address":
      return {
        people: sql`select id as customer_id from customer where ${mine} and email_key is null`,
        isOne: sql`customer.id in (select id from customer nobody where nobody.organisation_id = app_organisation_id() and nobody.id = customer.id and nobody.email_key is null)`,
        along: sql`email_key is null`,
        few: false,
      };
    case "blocked":
      return {
        people: sql`${each(sql`suppression`, sql`found.email_key = suppression.value_key`, sql`suppression.${mine} and suppression.kind = 'address' and lifted_at is null and created_at > '-infinity'`)}
          union all select id as customer_id from customers_at_domains(array(
            select value_key from suppression where suppression.${mine} and suppression.kind = 'domain' and lifted_at is null and created_at > '-infinity')) barred (id)`,
        isOne: sql`exists (select from customer found join suppression on suppression.organisation_id = found.organisation_id and ${blockedBy("email", sql`found.email_key`)}
          where found.organisation_id = app_organisation_id() and found.id = customer.id)`,
        few: false,
      };
    case "unsubscribed": {
      // The person's own no, the mailbox's, and the no of somebody else who has the mailbox (C18).
      const refused = sql`preference.${mine} and channel = 'campaign' and not subscribed`;
      return {
        people: sql`select customer_id from preference where ${mine} and channel = 'campaign' and not subscribed
          union all ${each(sql`mailbox_choice`, sql`found.email_key = mailbox_choice.email_key`, sql`mailbox_choice.${mine} and not subscribed`)}
          union all ${each(
            sql`preference cross join lateral (
              select sayer.email_key from customer sayer where sayer.organisation_id = app_organisation_id() and sayer.id = preference.customer_id offset 0) sayer`,
            sql`found.email_key = sayer.email_key`,
            refused,
          )}`,
        // As customer_contactability has it, without the blocks: tens of thousands of names are asked of.
        isOne: sql`(exists (select from preference where ${refused} and preference.customer_id = customer.id)
          or (select ${mailboxOptedOut(sql`own.email_key`)} from customer own where own.organisation_id = app_organisation_id() and own.id = customer.id))`,
        few: false,
      };
    }
  }
}

function byTextState(state: TextState): Candidates {
  const mine = sql`organisation_id = app_organisation_id()`;
  const phoneOf = sql`(select found.phone from customer found where found.organisation_id = app_organisation_id() and found.id = customer.id)`;
  if (state === "on")
    return {
      people: sql`select id as customer_id from customer where ${mine} and phone is not null and search_key >= ''`,
      isOne: sql`${phoneOf} is not null`,
      along: sql`phone is not null and search_key >= ''`,
      few: false,
    };
  if (state === "no_number")
    return {
      people: sql`select id as customer_id from customer where ${mine} and phone is null`,
      isOne: sql`${phoneOf} is null`,
      along: sql`phone is null`,
      few: false,
    };
  const refused = each(
    sql`phone_number known`,
    sql`found.phone = known.number`,
    sql`known.${mine} and (known.opted_out_at is not null or known.state = 'not_textable')`,
  );
  const isRefused = sql`exists (select from phone_number known where known.organisation_id = app_organisation_id() and known.number = ${phoneOf}
    and (known.opted_out_at is not null or known.state = 'not_textable'))`;
  if (state === "unsubscribed")
    return {
      people: sql`${refused} union all select customer_id from preference where ${mine} and channel = 'text' and not subscribed`,
      isOne: sql`(${isRefused} or exists (select from preference wish where wish.organisation_id = app_organisation_id()
        and wish.customer_id = customer.id and wish.channel = 'text' and not wish.subscribed))`,
      few: false,
    };
  return {
    people: sql`${refused} union all ${each(sql`suppression`, sql`found.phone = suppression.value_key`, sql`suppression.${mine} and suppression.kind = 'number' and lifted_at is null and created_at > '-infinity'`)}`,
    isOne: sql`(${isRefused} or exists (select from suppression where suppression.organisation_id = app_organisation_id() and ${blockedBy("sms", phoneOf)}))`,
    few: false,
  };
}

/** Who is not mailed, or not texted, though there is an address or number (P11). */
export const refusedEmail: readonly Candidates[] = [byEmailState("blocked")];
export const refusedText: readonly Candidates[] = (["unsubscribed", "blocked"] as const).map(byTextState);
/** Who cannot be mailed at all, and who cannot be texted: what a filter of whole families begins with (P11). */
export const emailCandidates: readonly Candidates[] = [byEmailState("no_address"), ...refusedEmail];
export const textCandidates: readonly Candidates[] = [byTextState("no_number"), ...refusedText];
