"use client";

import { Select, TextInput } from "@mantine/core";
import { countryOfZone } from "@packpost/core/address/country-of-zone";
import type { CustomerFields } from "@packpost/core/customer/edit/schemas";
import { knownLanguage, languages } from "@packpost/core/messages/languages";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import classes from "./form-dialog.module.css";

const names = [
  { name: "firstName", label: "First name", maxLength: 100 },
  { name: "lastName", label: "Last name", maxLength: 100 },
] as const;

const ways = [
  { name: "email", label: "Email address", type: "email", maxLength: 320 },
  { name: "phone", label: "Phone number", type: "tel", maxLength: 60 },
] as const;

const languageChoices = [
  { value: "", label: "As the organisation’s" },
  ...languages.map(({ code, name }) => ({ value: code, label: name })),
];

const withCode = "With the country code, such as +1 503 555 0142";
const withoutCode = (country: string) =>
  `Numbers without a country code: ${new Intl.DisplayNames("en", { type: "region" }).of(country) ?? country}`;

interface PersonFieldsProps {
  fields: CustomerFields;
  faults: Partial<Record<keyof CustomerFields, string>>;
  /** Where the caret goes first. */
  first: string;
  onChange: (fields: CustomerFields) => void;
}

/** Who somebody is and where they are reached. */
export function PersonFields({ fields, faults, first, onChange }: PersonFieldsProps) {
  const country = countryOfZone(useOrganisationZone());
  const field = ({ name, ...input }: (typeof names)[number] | (typeof ways)[number]) => (
    <TextInput
      key={name}
      {...input}
      description={name !== "phone" ? undefined : country === null ? withCode : withoutCode(country)}
      autoComplete="off"
      data-autofocus={name === first || undefined}
      error={faults[name]}
      value={fields[name]}
      onChange={({ currentTarget: { value } }) => onChange({ ...fields, [name]: value })}
    />
  );
  return (
    <>
      <div className={classes.pair}>{names.map(field)}</div>
      {ways.map(field)}
      <Select
        label="Language"
        description="Of their own pages, and of mail that goes out by itself"
        allowDeselect={false}
        data={languageChoices}
        value={fields.language ?? ""}
        error={faults.language}
        onChange={(value) => onChange({ ...fields, language: knownLanguage(value) ?? "" })}
      />
    </>
  );
}
