import { readOwner } from "./customer-noun.ts";
import {
  asText,
  byExternalId,
  byTwo,
  chooseByKeys,
  column,
  isRefusal,
  type Noun,
  readSaid,
  refuseRetired,
  settlePass,
} from "./noun.ts";
import { readApplicationStatus, readExternalId, readText } from "./read-fields.ts";

/** Found by its id, or by its customer and pass: there is one of each. */
export const applicationNoun: Noun = {
  name: "application",
  table: "application",
  columns: {
    externalId: column("external_id", "externalId"),
    customerId: asText("customer_id", "customer"),
    passId: asText("pass_id", "pass"),
    status: column("status", "status"),
  },
  finders: {
    external: byExternalId("application"),
    pair: byTwo("application", "customer_id", "pass_id", "uuid"),
  },
  read(record) {
    const values = readSaid(record, {
      ...{ externalId: readExternalId, status: readApplicationStatus, pass: readText("pass", 200) },
    });
    if (isRefusal(values)) return values;
    const owner = readOwner(record);
    if (isRefusal(owner)) return owner;
    const { pass, ...own } = values;
    return { values: own, wanted: { ...owner, ...(pass && { pass }) } };
  },
  settle({ values, wanted }, references) {
    const settled = settlePass(values, wanted, references);
    if (isRefusal(settled)) return settled;
    if (wanted.customer !== undefined) {
      const customer = references.customer(wanted.customer);
      if (isRefusal(customer)) return customer;
      settled.customerId = customer.id;
    }
    return settled;
  },
  keysOf: ({ externalId, customerId, passId }) => [
    ...(externalId ? [`external:${externalId}`] : []),
    ...(customerId && passId ? [`pair:${customerId}|${passId}`] : []),
  ],
  choose: (said, world, _wanted, references) =>
    refuseRetired(chooseByKeys(said, world, applicationNoun.keysOf(said), true), said, references),
  complete(said) {
    if (!said.customerId) return { reason: "Whose application is it? Give the customer." };
    if (!said.passId) return { reason: "Which pass is it for?" };
    if (!said.status) return { reason: "A new application needs a status." };
    return { externalId: null, ...said };
  },
  labelOf: (values, { nameOf }) =>
    [nameOf(values.customerId) ?? "A customer", nameOf(values.passId) ?? "a pass"].join(" · "),
};
