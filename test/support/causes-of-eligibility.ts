import { type RawBuilder, sql } from "kysely";

/** The families and passes of an organisation that changes are about. */
export interface Places {
  readonly families: readonly string[];
  readonly passes: readonly string[];
}

interface Numbers {
  readonly a: number;
  readonly b: number;
}

/** A change to something that eligibility, or whether somebody is refused mail or texts, depends on. */
export interface Cause extends Numbers {
  readonly kind: keyof typeof causes;
}

/** Who a change is about: n-th of whatever there is, so that changes stay meaningful after deletes. */
const nth = (table: string, n: number): RawBuilder<unknown> =>
  sql`(select id from ${sql.table(table)} order by id offset (${n}::int % greatest((select count(*)::int from ${sql.table(table)}), 1)) limit 1)`;

const at = (all: readonly string[], n: number): string => all[n % all.length] ?? "";

const numbers: readonly (string | null)[] = ["+12025550101", "+12025550102", null];
const applications = ["pending", "approved", "denied", "inactive"];
const emails = [
  "shared@mail.example",
  "SHARED@mail.example",
  "own@mail.example",
  "nobody@gone.example",
  "no address",
  "",
  null,
];
const org = sql`app_organisation_id()`;

/** Everything that eligibility depends on, changed in every way. */
const causes = {
  applies: (
    { a, b }: Numbers,
    { passes }: Places,
  ) => sql`insert into application (organisation_id, customer_id, pass_id, status)
    select ${org}, id, ${at(passes, b)}, ${applications[b % 4]} from customer where id = ${nth("customer", a)}
    on conflict (organisation_id, customer_id, pass_id) do update set status = excluded.status`,
  withdraws: ({ a }: Numbers) => sql`delete from application where id = ${nth("application", a)}`,
  changesPet: ({ a, b }: Numbers) =>
    sql`update pet set status = ${b % 2 ? "active" : "inactive"}, name = ${`Pet ${b}`} where id = ${nth("pet", a)}`,
  movesPet: ({ a, b }: Numbers, { families }: Places) =>
    sql`update pet set family_id = ${at(families, b)} where id = ${nth("pet", a)}`,
  addsPet: ({ a }: Numbers, { families }: Places) =>
    sql`insert into pet (organisation_id, family_id, name) values (${org}, ${at(families, a)}, 'New')`,
  losesPet: ({ a }: Numbers) => sql`with gone as (delete from registration where pet_id = ${nth("pet", a)})
    delete from pet where id = ${nth("pet", a)} and not exists (select from registration where pet_id = pet.id)`,
  registers: (
    { a, b }: Numbers,
    { passes }: Places,
  ) => sql`insert into registration (organisation_id, pet_id, pass_id, status, valid_through)
    select ${org}, id, ${at(passes, b)}, ${b % 3 ? "active" : "inactive"}, current_date + ${(b % 9) - 4}::int from pet where id = ${nth("pet", a)}
    on conflict (organisation_id, pet_id, pass_id) do update set status = excluded.status, valid_through = excluded.valid_through`,
  unregisters: ({ a }: Numbers) => sql`delete from registration where id = ${nth("registration", a)}`,
  changesAddress: ({ a, b }: Numbers) =>
    sql`update customer set email = ${emails[b % emails.length]} where id = ${nth("customer", a)}`,
  comesFirst: ({ a, b }: Numbers) =>
    sql`update customer set contact = ${b % 2 ? "primary" : "secondary"} where id = ${nth("customer", a)}`,
  isRenumbered: ({ a }: Numbers) =>
    sql`update customer set number = number + 10000000 where id = ${nth("customer", a)}`,
  movesFamily: ({ a, b }: Numbers, { families }: Places) =>
    sql`update customer set family_id = ${at(families, b)} where id = ${nth("customer", a)}`,
  joins: (
    { a, b }: Numbers,
    { families }: Places,
  ) => sql`insert into customer (organisation_id, number, family_id, email, phone)
    select ${org}, max(number) + 1 + (random() * 1000000)::int, ${at(families, a)}, ${emails[b % emails.length]}, ${numbers[b % numbers.length]} from customer`,
  changesNumber: ({ a, b }: Numbers) =>
    sql`update customer set phone = ${numbers[b % numbers.length]} where id = ${nth("customer", a)}`,
  isOptedOut: ({
    a,
    b,
  }: Numbers) => sql`insert into phone_number (organisation_id, number, state, opted_out_at, opted_out_by)
    values (${org}, ${numbers[a % 2]}, ${at(["unknown", "textable", "not_textable", "invalid"], b)}, ${b % 3 ? sql`app_now()` : null}, ${b % 3 ? "keyword" : null})
    on conflict (organisation_id, number) do update set state = excluded.state, opted_out_at = excluded.opted_out_at, opted_out_by = excluded.opted_out_by`,
  isForgotten: ({ a }: Numbers) => sql`delete from phone_number where number = ${numbers[a % 2]}`,
  blocksNumber: ({ a }: Numbers) => sql`insert into suppression (organisation_id, kind, value_key, reason)
    values (${org}, 'number', ${numbers[a % 2]}, 'by_hand') on conflict do nothing`,
  leaves: ({ a }: Numbers) => sql`delete from customer where id = ${nth("customer", a)}
    and not exists (select from application where customer_id = customer.id) and not exists (select from preference where customer_id = customer.id)
    and not exists (select from transaction where customer_id = customer.id)`,
  prefers: ({
    a,
    b,
  }: Numbers) => sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
    select ${org}, id, ${b % 5 ? "campaign" : "text"}, ${b % 2 === 0}, 'staff' from customer where id = ${nth("customer", a)}
    on conflict (organisation_id, customer_id, channel) do update set subscribed = excluded.subscribed`,
  prefersAtMailbox: ({
    a,
    b,
  }: Numbers) => sql`insert into preference (organisation_id, customer_id, channel, subscribed, source, email_key)
    select ${org}, id, 'campaign', ${b % 2 === 0}, 'link', ${emails[b % 4]?.toLowerCase() ?? null} from customer where id = ${nth("customer", a)}
    on conflict (organisation_id, customer_id, channel) do update set subscribed = excluded.subscribed, changed_at = app_now(), email_key = excluded.email_key`,
  mailboxChooses: ({
    a,
    b,
  }: Numbers) => sql`insert into mailbox_choice (organisation_id, email_key, subscribed, source, customer_id)
    values (${org}, ${emails[a % 4]?.toLowerCase() ?? ""}, ${b % 2 === 0}, 'link', ${nth("customer", b)})
    on conflict (organisation_id, email_key) do update set subscribed = excluded.subscribed, customer_id = excluded.customer_id`,
  mailboxForgets: ({ a }: Numbers) =>
    sql`delete from mailbox_choice where email_key = ${emails[a % 4]?.toLowerCase() ?? ""}`,
  forgetsPreference: ({ a }: Numbers) =>
    sql`delete from preference where customer_id = ${nth("customer", a)}`,
  suppresses: ({ a, b }: Numbers) => sql`insert into suppression (organisation_id, kind, value_key, reason)
    values (${org}, ${a % 2 ? "address" : "domain"}, ${a % 2 ? "shared@mail.example" : "gone.example"}, ${["hard_bounce", "complaint", "by_hand"][b % 3]})
    on conflict do nothing`,
  lifts: ({
    b,
  }: Numbers) => sql`update suppression set lifted_at = ${b % 2 ? sql`app_now()` : null} where id = ${nth("suppression", b)}
    and not exists (select from suppression other where other.lifted_at is null and other.value_key = suppression.value_key and other.reason = suppression.reason)`,
  forgetsSuppression: ({ b }: Numbers) => sql`delete from suppression where id = ${nth("suppression", b)}`,
  transacts: ({ a, b }: Numbers) => sql`insert into transaction (organisation_id, customer_id, kind, at)
    select ${org}, id, 'visit', app_now() - make_interval(days => ${b * 40}::int) from customer where id = ${nth("customer", a)}`,
  correctsTransaction: ({
    a,
    b,
  }: Numbers) => sql`update transaction set at = app_now() - make_interval(days => ${b * 30}::int), customer_id = ${nth("customer", b)},
    taken_out_at = ${b % 3 ? null : sql`app_now()`} where id = ${nth("transaction", a)}`,
  voidsTransaction: ({ a }: Numbers) => sql`delete from transaction where id = ${nth("transaction", a)}`,
} as const satisfies Record<string, (numbers: Numbers, places: Places) => RawBuilder<unknown>>;

export const causeKinds = Object.keys(causes) as (keyof typeof causes)[];

export function causeOf(places: Places, { kind, a, b }: Cause): RawBuilder<unknown> {
  return causes[kind]({ a, b }, places);
}
