import type { ImportNoun } from "@packpost/db/enums";

/** What a column can be. No imports that pages cannot load. */
export interface Target {
  readonly field: string;
  readonly title: string;
  /** How its cells are read before they are told to the upsert. */
  readonly kind: "text" | "phone" | "day" | "instant" | "fullName" | "refusal";
  /** Names by which other systems call such a column, in small letters and digits alone. */
  readonly names: readonly string[];
}

const target = (field: string, title: string, names: string, kind: Target["kind"] = "text"): Target => ({
  ...{ field, title, kind },
  names: [title.toLowerCase().replace(/[^a-z0-9]/g, ""), ...names.split(" ").filter(Boolean)],
});

const owner = [
  target(
    "customerId",
    "Customer's ID",
    "customerid ownerid clientid accountid ownersid customersid externalcustomerid",
  ),
  target("customerNumber", "Customer number (Packpost)", "packpostcustomernumber"),
  target(
    "customerEmail",
    "Customer's email",
    "email emailaddress owneremail customeremail clientemail ownersemail",
  ),
  target(
    "customerPhone",
    "Customer's phone",
    "phone ownerphone customerphone clientphone mobile cellphone",
    "phone",
  ),
];
const pet = [
  target("petId", "Pet's ID", "petid animalid dogid externalpetid"),
  target("petName", "Pet's name", "pet petname animal animalname dogname dog"),
  ...owner,
];

export const targetsOf: Readonly<Record<ImportNoun, readonly Target[]>> = {
  customer: [
    target(
      "email",
      "Email",
      "emailaddress mail owneremail clientemail primaryemail ownersemail emailprimary",
    ),
    target(
      "firstName",
      "First name",
      "first fname ownerfirstname clientfirstname givenname ownersfirstname vorname primaryfirstname",
    ),
    target(
      "lastName",
      "Last name",
      "last lname surname ownerlastname clientlastname familyname ownerslastname nachname primarylastname",
    ),
    target(
      "fullName",
      "First and last name in one",
      "name fullname ownername owner client clientname customer customername",
      "fullName",
    ),
    target(
      "phone",
      "Phone",
      "phonenumber mobile mobilephone cell cellphone ownerphone homephone telephone tel clientphone primaryphone ownercellphone telefon",
      "phone",
    ),
    target(
      "externalId",
      "ID in your other system",
      "id customerid ownerid clientid accountid externalid euid systemid accountnumber",
    ),
    target("family", "Family's ID", "familyid householdid household"),
    target("contact", "Primary or secondary contact", "contact contacttype"),
    target(
      "campaigns",
      "Wants campaigns",
      "campaigns subscribed emailmarketing marketing optin emailoptin acceptsemailmarketing emailmarketingstatus marketingconsent newsletter emailpermissionstatus",
    ),
    // How other systems keep a no: a mark, or when it was said (Mailchimp's UNSUB_TIME and CLEAN_TIME).
    target(
      "unsubscribed",
      "Wants no campaigns",
      "unsubscribed unsubscribe optedout optout emailoptout unsubscribedfromallemail optedoutofallemail optedoutofemail donotemail donotcontact nomarketing unsubtime cleantime unsubscribedat unsubscribedate unsubscribetime optoutdate",
      "refusal",
    ),
    target("language", "Language", "preferredlanguage locale lang sprache idioma langue"),
    target("number", "Customer number (Packpost)", "packpostnumber"),
  ],
  family: [
    target("externalId", "Family's ID", "id householdid"),
    target("name", "Family's name", "name family household familyname householdname"),
  ],
  pet: [
    target("name", "Name", "petname animalname dogname pet animal"),
    target("externalId", "ID in your other system", "id petid animalid dogid externalid"),
    target("kind", "Kind of animal", "species type animaltype pettype kind"),
    target("status", "Active or not", "status active petstatus deceased"),
    target("family", "Family's ID", "familyid householdid"),
    ...owner,
  ],
  application: [
    target("pass", "Pass", "passname membership package"),
    target("status", "Status", "applicationstatus state"),
    target("externalId", "ID in your other system", "id applicationid externalid"),
    ...owner,
  ],
  registration: [
    target("pass", "Pass", "passname membership package"),
    target(
      "validThrough",
      "Valid through",
      "expires expiration expirationdate validuntil enddate expiry validto",
      "day",
    ),
    target("status", "Status", "registrationstatus state active"),
    target("externalId", "ID in your other system", "id registrationid externalid"),
    ...pet,
  ],
  appointment: [
    target(
      "startsAt",
      "Begins",
      "start starts startdate startsat starttime date datetime appointmentdate checkin begin",
      "instant",
    ),
    target("endsAt", "Ends", "end endsat enddate endtime checkout finish", "instant"),
    target("minutes", "Minutes", "duration length minutes durationminutes"),
    target("staff", "Colleague", "staff staffmember employee walker sitter trainer groomer assignedto"),
    target("status", "Status", "appointmentstatus state"),
    target(
      "externalId",
      "ID in your other system",
      "id appointmentid reservationid visitid eventid externalid",
    ),
    ...pet,
  ],
  transaction: [
    target(
      "at",
      "When",
      "date at time datetime transactiondate paymentdate invoicedate createdat",
      "instant",
    ),
    target("kind", "Kind", "type transactiontype kind"),
    target("what", "What it was", "description item items service product what note"),
    target(
      "externalId",
      "ID in your other system",
      "id transactionid invoiceid paymentid invoicenumber receiptnumber orderid externalid",
    ),
    ...owner,
  ],
};

/** Exports of other systems, by columns that only they have. Where no public sample tells a system's columns, its names are among those above. */
const systems: readonly { readonly name: string; readonly columns: readonly string[] }[] = [
  { name: "a Mailchimp audience", columns: ["memberrating", "optintime", "leid", "euid"] },
];

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whose export it is, where its columns tell. */
export function systemOf(columns: readonly string[]): string | null {
  const there = new Set(columns.map(plain));
  return systems.find(({ columns: own }) => own.every((name) => there.has(name)))?.name ?? null;
}

/** What each column is by its name; null = it is not imported. A field is taken once, by the column that says it best. */
export function mapColumns(noun: ImportNoun, columns: readonly string[]): (string | null)[] {
  const mapping: (string | null)[] = columns.map(() => null);
  const names = columns.map(plain);
  for (const { field, names: known } of targetsOf[noun]) {
    const at = known
      .map((name) => names.findIndex((one, place) => one === name && mapping[place] === null))
      .find((place) => place >= 0);
    if (at !== undefined) mapping[at] = field;
  }
  const has = (field: string) => mapping.includes(field);
  // Two halves of a name say more than both in one.
  if (has("fullName") && has("firstName") && has("lastName")) mapping[mapping.indexOf("fullName")] = null;
  return mapping;
}
