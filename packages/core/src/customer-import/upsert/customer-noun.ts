import { addressKey } from "@packpost/db/address";
import { foldText } from "@packpost/db/fold-text";
import { sql } from "kysely";
import type { UpsertRecord } from "./fields.ts";
import { describePerson, findCustomer, nameKey } from "./find-customer.ts";
import { asText, byExternalId, type CustomerKeys, column, isRefusal, type Noun, readValues } from "./noun.ts";
import {
  readCampaigns,
  readContact,
  readCustomerNumber,
  readEmail,
  readExternalId,
  readLanguage,
  readPhone,
  readText,
} from "./read-fields.ts";
import type { Values } from "./world.ts";

/** Whether campaigns come is asked of the person and of their mailbox (C18). By the keys of both. */
const campaigns = sql`case when exists (
    select from preference where preference.customer_id = customer.id and preference.channel = 'campaign'
      and preference.organisation_id = customer.organisation_id and not preference.subscribed)
  or exists (select from mailbox_choice where mailbox_choice.email_key = customer.email_key
      and mailbox_choice.organisation_id = customer.organisation_id and not mailbox_choice.subscribed)
  then 'unsubscribed' else 'subscribed' end`;

/** By customer_by_mailbox and customer_by_phone. */
const byColumn = (name: "email_key" | "phone") => (keys: readonly string[]) =>
  sql`
  select found.id from unnest(${keys}::text[]) key cross join lateral (
    select id from customer where ${sql.ref(name)} = key and organisation_id = app_organisation_id() and merged_into is null limit 50) found`;

export const customerNoun: Noun = {
  name: "customer",
  table: "customer",
  columns: {
    externalId: column("external_id", "externalId"),
    number: { column: "number", read: sql`number::text`, field: "number", readOnly: true },
    firstName: column("first_name", "firstName"),
    lastName: column("last_name", "lastName"),
    email: column("email", "email"),
    phone: column("phone", "phone"),
    contact: column("contact", "contact"),
    familyId: asText("family_id", "family"),
    language: column("language", "language"),
    campaigns: { column: "campaigns", read: campaigns, field: "campaigns", readOnly: true },
  },
  finders: {
    external: byExternalId("customer"),
    number: (keys) => sql`
      select found.id from unnest(${keys}::int[]) key cross join lateral (
        select coalesce(merged_into, id) as id from customer where number = key and organisation_id = app_organisation_id() offset 0) found`,
    email: byColumn("email_key"),
    phone: byColumn("phone"),
  },
  read(record) {
    const values = readValues(record, {
      externalId: readExternalId,
      number: readCustomerNumber,
      firstName: readText("first name", 100),
      lastName: readText("last name", 100),
      email: readEmail,
      phone: readPhone,
      contact: readContact,
      campaigns: readCampaigns,
      language: readLanguage,
      family: readExternalId,
    });
    if (isRefusal(values)) return values;
    const { family, number, ...own } = values;
    for (const name of ["firstName", "lastName"]) if (own[name] === null) own[name] = "";
    // An id, a contact, a language and consent are never emptied.
    for (const name of ["externalId", "contact", "campaigns", "language"])
      if (own[name] === null) delete own[name];
    const keys = keysOfPerson({ ...own, ...(number && { number }) });
    return { values: own, wanted: { customer: keys, ...(family && { family }) } };
  },
  settle({ values, wanted }, references) {
    if (wanted.family === undefined) return values;
    const family = references.family(wanted.family);
    return family === undefined
      ? { reason: "This family could not be made." }
      : { ...values, familyId: family.id };
  },
  keysOf: (values) => {
    const { externalId, number, email, phone } = values;
    const mailbox = email ? addressKey(email) : null;
    return [
      ...(externalId ? [`external:${externalId}`] : []),
      ...(number ? [`number:${number}`] : []),
      ...(mailbox === null ? [] : [`email:${mailbox}`]),
      ...(phone ? [`phone:${phone}`] : []),
    ];
  },
  choose: (_said, world, wanted) =>
    wanted.customer === undefined ? { row: null } : findCustomer(wanted.customer, world),
  // One mailbox, however it is written.
  isSame: (name, before, after) => name === "email" && addressKey(before) === addressKey(after),
  complete(said) {
    const { firstName = "", lastName = "", email = null, phone = null } = said;
    if (!firstName && !lastName && !email && !phone)
      return { reason: "It says neither a name nor an address nor a phone number." };
    return { firstName, lastName, email, phone, externalId: null, campaigns: "subscribed", ...said };
  },
  guard(row, said) {
    const { campaigns, language, ...rest } = said;
    const isLifting = campaigns === "subscribed" && row.values.campaigns === "unsubscribed";
    const isChoosing = row.values.language != null && language != null && language !== row.values.language;
    const notes = [
      ...(isLifting
        ? ["Stays unsubscribed: only they themselves, or staff with a reason, can lift that."]
        : []),
      ...(isChoosing
        ? ["The language stays: they may have chosen it themselves. Change it on their page."]
        : []),
    ];
    if (notes.length === 0) return { said };
    return {
      said: {
        ...rest,
        ...(campaigns !== undefined && !isLifting && { campaigns }),
        ...(language !== undefined && !isChoosing && { language }),
      },
      note: notes.join(" "),
    };
  },
  labelOf: describePerson,
};

/** The keys by which values of a customer, or of who is referred to, mean somebody. */
export function keysOfPerson(values: Values): CustomerKeys {
  const { externalId, number, email, phone } = values;
  const emailKey = email ? addressKey(email) : null;
  return {
    ...{ nameKey: nameKey(values), firstKey: foldText(values.firstName ?? "") },
    ...(externalId && { externalId }),
    ...(number && { number }),
    ...(emailKey !== null && { emailKey }),
    ...(phone && { phone }),
  };
}

/** What a record of another noun says of whose it is. */
export function readOwner(record: UpsertRecord) {
  const values = readValues(
    {
      externalId: record.customerId,
      number: record.customerNumber,
      email: record.customerEmail,
      phone: record.customerPhone,
    },
    { externalId: readExternalId, number: readCustomerNumber, email: readEmail, phone: readPhone },
  );
  if (isRefusal(values)) return values;
  const keys = keysOfPerson(values);
  const isTold = keys.externalId ?? keys.number ?? keys.emailKey ?? keys.phone;
  return isTold === undefined ? {} : { customer: keys };
}
