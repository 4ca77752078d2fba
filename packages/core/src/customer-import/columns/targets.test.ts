import { importNouns } from "@packpost/db/enums";
import { describe, expect, it } from "vitest";
import { fieldsOf } from "../upsert/fields.ts";
import { mapColumns, systemOf, targetsOf } from "./targets.ts";

describe("P9 columns are known by their names", () => {
  it.each([
    [
      ["Email Address", "First Name", "Last Name", "Address", "Phone Number"],
      ["email", "firstName", "lastName", null, "phone"],
    ],
    [
      ["Owner ID", "Owner First Name", "Owner Last Name", "Cell Phone"],
      ["externalId", "firstName", "lastName", "phone"],
    ],
    [
      ["Client Name", "E-Mail", "Mobile Phone", "Home Phone"],
      ["fullName", "email", "phone", null],
    ],
    [
      ["Name", "First name", "Last name"],
      [null, "firstName", "lastName"],
    ],
    [
      ["Vorname", "Nachname", "Telefon"],
      ["firstName", "lastName", "phone"],
    ],
    [
      ["Email", "UNSUB_TIME"],
      ["email", "unsubscribed"],
    ],
    [
      ["Email", "Opted out of all email", "Subscribed"],
      ["email", "unsubscribed", "campaigns"],
    ],
    [
      ["Notes", "Balance"],
      [null, null],
    ],
  ])("%j", (columns, mapping) => expect(mapColumns("customer", columns)).toEqual(mapping));

  it("takes a column for a pet's owner or the pet itself by what the file holds", () => {
    expect(mapColumns("pet", ["Animal Name", "Owner Email", "Animal ID"])).toEqual([
      "name",
      "customerEmail",
      "externalId",
    ]);
    expect(mapColumns("registration", ["Pet", "Owner ID", "Membership", "Expiration Date"])).toEqual([
      ...["petName", "customerId", "pass", "validThrough"],
    ]);
  });

  it("knows a Mailchimp audience by the columns that only it has", () => {
    const header =
      "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,LEID,EUID,NOTES";
    expect(systemOf(header.split(","))).toBe("a Mailchimp audience");
    expect(systemOf(["Email Address", "First Name"])).toBeNull();
  });

  it.each(importNouns)("offers for a file of %s only what the upsert reads", (noun) => {
    const known = new Set<string>([...fieldsOf[noun], "fullName", "unsubscribed"]);
    const fields = targetsOf[noun].map(({ field }) => field);
    expect(fields.filter((field) => !known.has(field))).toEqual([]);
    expect(new Set(fields).size).toBe(fields.length);
  });
});
