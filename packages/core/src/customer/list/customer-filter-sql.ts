import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Candidates } from "../../paging/read-by-name.ts";
import { whyNotTextable } from "../../texting/why-not-textable-sql.ts";
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

/** Whom a filter lets through, by what is rarest about them; see the indexes of 035-customer-list and 074-refusals. */
export function candidatesOf(ctx: Context, filter: CustomerFilter): Candidates {
  const few = fewVisibleCustomers(ctx);
  if (few !== null) return { people: few, isOne: visibleCustomers(ctx), few: true };
  const { email, text, passId } = filter;
  const states = email === null && text === null ? null : byStates(filter);
  const pass = passId === null ? null : byPass(passId);
  if (states === null) return pass ?? everybody;
  return pass === null ? states : { ...states, further: [pass] };
}

const mine = sql`organisation_id = app_organisation_id()`;

const everybody: Candidates = {
  people: sql`select id as customer_id from customer where ${mine} and search_key >= ''`,
  isOne: sql`true`,
  along: sql`select id, search_key from customer where ${mine} and search_key >= ''`,
  few: false,
};

function byPass(passId: string): Candidates {
  return {
    people: sql`select customer_id from eligibility where ${mine} and pass_id = ${passId} and reasons >= 0`,
    isOne: knowsPass(passId),
    isAskedOfNames: true,
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
      return sql<boolean>`${why} in ('invalid', 'not_textable', 'blocked')`;
    case "on":
      return sql<boolean>`${why} is null`;
  }
}

function knowsPass(passId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from eligibility where eligibility.organisation_id = app_organisation_id()
    and eligibility.pass_id = ${passId} and eligibility.customer_id = customer.id offset 0)`;
}

/** Who has the states that are asked for, exactly: who is refused something in one index, all others by what they have or lack. */
function byStates({ email, text }: Pick<CustomerFilter, "email" | "text">): Candidates {
  if (email === "blocked" || email === "unsubscribed" || text === "blocked" || text === "unsubscribed")
    return byRefusal({ email, text });
  const has = sql.join(
    [
      sql`found.organisation_id = app_organisation_id()`,
      ...(email === null
        ? []
        : [email === "no_address" ? sql`email_key is null` : sql`email_key is not null`]),
      ...(text === null ? [] : [text === "no_number" ? sql`phone is null` : sql`phone is not null`]),
    ],
    sql` and `,
  );
  const isAsked = sql.join(
    [
      has,
      ...(email === "subscribed" ? [isNotRefused(sql`email_state`)] : []),
      ...(text === "on" ? [isNotRefused(sql`text_state`)] : []),
    ],
    sql` and `,
  );
  // By customer_without_mailbox, customer_without_number, customer_with_number or customer_by_name.
  const inOrder = sql`found.search_key >= ''`;
  return {
    people: sql`select found.id as customer_id from customer found where ${has} and ${inOrder}`,
    isOne: sql`exists (select from customer found where ${isAsked} and found.id = customer.id offset 0)`,
    along: sql`select found.id, found.search_key from customer found where ${isAsked} and ${inOrder}`,
    few: false,
  };
}

/** Of `found`. */
function isNotRefused(state: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`not exists (select from customer_refusal kept where kept.organisation_id = app_organisation_id()
    and kept.customer_id = found.id and ${state} in ('blocked', 'unsubscribed') offset 0)`;
}

/** By customer_refusal_by_email or customer_refusal_by_text. */
function byRefusal({ email, text }: Pick<CustomerFilter, "email" | "text">): Candidates {
  const isAsked = sql.join(
    [
      ...(email === null ? [] : [sql`email_state = ${email}`]),
      ...(text === null ? [] : [sql`text_state = ${text}`]),
    ],
    sql` and `,
  );
  const from = sql`from customer_refusal where ${mine} and search_key >= '' and ${isAsked}`;
  return {
    people: sql`select customer_id ${from}`,
    isOne: sql`exists (select from customer_refusal kept where kept.organisation_id = app_organisation_id()
      and kept.customer_id = customer.id and ${isAsked} offset 0)`,
    along: sql`select customer_id as id, search_key ${from}`,
    few: false,
  };
}

/** Who is not mailed, or not texted, though there is an address or number (P11). */
export const refusedEmail: readonly Candidates[] = [byRefusal({ email: "blocked", text: null })];
export const refusedText: readonly Candidates[] = (["unsubscribed", "blocked"] as const).map((text) =>
  byRefusal({ email: null, text }),
);
/** Who cannot be mailed at all, and who cannot be texted: what a filter of whole families begins with (P11). */
export const emailCandidates: readonly Candidates[] = [
  byStates({ email: "no_address", text: null }),
  ...refusedEmail,
];
export const textCandidates: readonly Candidates[] = [
  byStates({ email: null, text: "no_number" }),
  ...refusedText,
];
