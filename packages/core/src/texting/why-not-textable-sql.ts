import { type RawBuilder, sql } from "kysely";
import { blockedBy } from "../address/blocked-by-sql.ts";
import type { Context } from "../context.ts";

/** Why a number or a person is not texted. */
export const untextableReasons = [
  "no_number",
  "invalid",
  "not_textable",
  "opted_out",
  "unsubscribed",
  "blocked",
] as const;
export type UntextableReason = (typeof untextableReasons)[number];

/** A reason, and whether it holds. */
export type UntextableCondition = readonly [UntextableReason, RawBuilder<boolean>];

/** Those that are known of the number itself, as conditions on its row of `phone_number`, which is `known` there. */
export const numberConditions: readonly UntextableCondition[] = [
  ["opted_out", sql<boolean>`known.opted_out_at is not null`],
  ["invalid", sql<boolean>`known.state = 'invalid'`],
  ["not_textable", sql<boolean>`known.state = 'not_textable'`],
];

/** Those that are known of the person, or have been said in the settings, as conditions. By the keys of preference and suppression_active. */
export function wishConditions(
  ctx: Pick<Context, "organisationId">,
  number: RawBuilder<unknown>,
  customerId: RawBuilder<unknown>,
): readonly UntextableCondition[] {
  return [
    [
      "unsubscribed",
      sql<boolean>`exists (select from preference wish where wish.organisation_id = ${ctx.organisationId} and wish.customer_id = ${customerId}
      and wish.channel = 'text' and not wish.subscribed)`,
    ],
    [
      "blocked",
      sql<boolean>`exists (select from suppression where suppression.organisation_id = ${ctx.organisationId} and ${blockedBy("sms", number)})`,
    ],
  ];
}

/**
 * Why nobody is texted at a number, each as a condition. The carrier's block comes first: only the number itself lifts it. By the keys of
 * phone_number, preference and suppression_active.
 * @param number E.164, as SQL; null where there is none
 * @param customerId whom it is for, as SQL; null = a stranger
 */
export function untextableConditions(
  ctx: Pick<Context, "organisationId">,
  number: RawBuilder<unknown>,
  customerId: RawBuilder<unknown>,
): readonly UntextableCondition[] {
  const known = (condition: RawBuilder<boolean>) => sql<boolean>`exists (
    select from phone_number known where known.organisation_id = ${ctx.organisationId} and known.number = ${number} and ${condition})`;
  return [
    ["no_number", sql<boolean>`${number} is null`],
    ...numberConditions.map(([reason, holds]) => [reason, known(holds)] as const),
    ...wishConditions(ctx, number, customerId),
  ];
}

/** The first of {@link untextableConditions} that holds, as SQL; null = it may be texted. */
export function whyNotTextable(
  ctx: Context,
  number: RawBuilder<unknown>,
  customerId: RawBuilder<unknown>,
): RawBuilder<UntextableReason | null> {
  const cases = untextableConditions(ctx, number, customerId).map(
    ([reason, holds]) => sql`when ${holds} then ${sql.lit(reason)}`,
  );
  return sql<UntextableReason | null>`case ${sql.join(cases, sql` `)} end`;
}

/** What a delivery's line says where its number is not texted any more. */
export const untextableWords: Readonly<Record<UntextableReason, string>> = {
  no_number: "There is no number any more, so nothing was sent.",
  invalid: "The carrier knows no such number, so nothing was sent.",
  not_textable: "This number cannot get texts, so nothing was sent.",
  opted_out: "This number has texted STOP, so nothing was sent. Only START from it lifts that.",
  unsubscribed: "They have unsubscribed from texts, so nothing was sent.",
  blocked: "This number is blocked, so nothing was sent.",
};
