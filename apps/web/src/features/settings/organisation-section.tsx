"use client";

import { Select, Textarea, TextInput } from "@mantine/core";
import { shownAddress } from "@packpost/core/address/shown-address";
import { mailLanguages } from "@packpost/core/content/compile/mail-language";
import { useMemo } from "react";
import { ColorField } from "./color/color-field.tsx";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { textOf } from "./part/text-of.ts";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

const languages = mailLanguages.map(({ code, name }) => ({ value: code, label: name }));

/** Who the organisation is: in the footer of every campaign, and what "today" means. */
export function OrganisationSection() {
  const section = useSection("organisation");
  const { values, errors, change } = section;
  const zone = textOf(values.zone);
  const zones = useMemo(() => [...new Set(["UTC", zone, ...Intl.supportedValuesOf("timeZone")])], [zone]);
  return (
    <SettingsSectionForm
      id="organisation"
      title="Organisation"
      about="Name, postal address and colour stand in every campaign. Campaigns cannot be sent without a postal address. Those already scheduled keep what was confirmed."
      section={section}
    >
      <TextInput
        label="Name"
        required
        value={textOf(values.name)}
        error={errors.name}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <Select
        label="Time zone"
        description={
          // The minute may have passed between the server's page and the browser's.
          <span suppressHydrationWarning>
            {`Send times, “today” and the last valid day of a registration are counted in it. It is ${clockIn(zone)} there now.`}
          </span>
        }
        required
        searchable
        allowDeselect={false}
        data={zones}
        value={zone}
        error={errors.zone}
        nothingFoundMessage="No such zone"
        maxDropdownHeight={260}
        onChange={(value) => value !== null && change("zone", value)}
      />
      <Textarea
        label="Postal address"
        description="In the footer of every campaign, as the law wants it."
        autosize
        minRows={2}
        maxRows={5}
        value={textOf(values.postalAddress)}
        error={errors.postalAddress}
        onChange={(event) => change("postalAddress", event.currentTarget.value)}
      />
      <WithDefault
        section={section}
        name="supportEmail"
        label="Support address"
        words="none; replies go to the sender’s address"
      >
        <TextInput
          label="Support address"
          description="Replies to campaigns go here."
          inputMode="email"
          value={shownAddress(textOf(values.supportEmail))}
          error={errors.supportEmail}
          onChange={(event) => change("supportEmail", event.currentTarget.value)}
        />
      </WithDefault>
      <WithDefault section={section} name="brandColor" label="Brand colour" words="#1F5C4D">
        <ColorField
          label="Brand colour"
          description="Of buttons and links in your mail; darkened where it could not be read."
          value={textOf(values.brandColor)}
          error={errors.brandColor}
          onChange={(value) => change("brandColor", value)}
        />
      </WithDefault>
      <WithDefault section={section} name="mailLanguage" label="Language of your mail" words="English">
        <Select
          label="Language of your mail"
          description="Of dates, lists and “Unsubscribe” in your mail, and of everything that customers who have not chosen a language themselves are shown. Our words exist in English, Spanish, French and German; with any other language they are English."
          required
          searchable
          allowDeselect={false}
          data={languages}
          value={textOf(values.mailLanguage)}
          error={errors.mailLanguage}
          nothingFoundMessage="Not in the list"
          onChange={(value) => value !== null && change("mailLanguage", value)}
        />
      </WithDefault>
    </SettingsSectionForm>
  );
}

function clockIn(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format();
  } catch {
    return "some time";
  }
}
