import { sql } from "kysely";
import { readOwner } from "./customer-noun.ts";
import {
  asText,
  byExternalId,
  chooseByKeys,
  column,
  instant,
  isRefusal,
  type Noun,
  readSaid,
} from "./noun.ts";
import { readExternalId, readInstant, readKind, readText } from "./read-fields.ts";

/** Found by its id, or by its customer, kind and time: the same again is the same. */
export const transactionNoun: Noun = {
  name: "transaction",
  table: "transaction",
  columns: {
    externalId: column("external_id", "externalId"),
    customerId: asText("customer_id", "customer"),
    kind: column("kind", "kind"),
    at: instant("at", "at"),
    what: column("what", "what"),
  },
  finders: {
    external: byExternalId("transaction"),
    // By transaction_by_customer.
    deed: (keys) => sql`
      select found.id from unnest(${keys}::text[]) key cross join lateral (
        select id from transaction where customer_id = split_part(key, '|', 1)::uuid and at = split_part(key, '|', 3)::timestamptz
          and kind = split_part(key, '|', 2)
          and organisation_id = app_organisation_id() limit 50) found`,
  },
  read(record) {
    const values = readSaid(record, {
      externalId: readExternalId,
      kind: readKind,
      at: readInstant,
      what: readText("text", 200),
    });
    if (isRefusal(values)) return values;
    const owner = readOwner(record);
    if (isRefusal(owner)) return owner;
    // What has no id is found by its kind too.
    if (!values.externalId && values.kind === undefined) values.kind = "purchase";
    return { values, wanted: owner };
  },
  settle({ values, wanted }, references) {
    // One that is to come would keep somebody from falling silent until then (P7): a year with two digits changed is enough.
    if (values.at && references.isToCome(values.at))
      return {
        reason: `${values.at.slice(0, 10)} is still to come: a transaction is something that has happened.`,
      };
    if (wanted.customer === undefined) return values;
    const customer = references.customer(wanted.customer);
    return isRefusal(customer) ? customer : { ...values, customerId: customer.id };
  },
  keysOf: ({ externalId, customerId, kind, at }) => [
    ...(externalId ? [`external:${externalId}`] : []),
    ...(customerId && kind && at ? [`deed:${customerId}|${kind}|${at}`] : []),
  ],
  choose: (said, world) => chooseByKeys(said, world, transactionNoun.keysOf(said), false),
  complete(said) {
    if (!said.customerId) return { reason: "Whose is it? Give the customer." };
    if (!said.at) return { reason: "When was it?" };
    return { externalId: null, kind: "purchase", what: "", ...said };
  },
  labelOf: (values, { nameOf }) =>
    [nameOf(values.customerId) ?? "A customer", values.kind, values.at].filter(Boolean).join(" · "),
};
