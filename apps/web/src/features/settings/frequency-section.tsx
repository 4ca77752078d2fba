"use client";

import { NumberField } from "./part/number-field.tsx";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

/** How many campaigns a mailbox gets at most, in how many days (C4). */
export function FrequencySection() {
  const section = useSection("frequency");
  const { values, errors, change } = section;
  return (
    <SettingsSectionForm
      id="frequency"
      title="Not too often"
      about="Whoever has had this many campaigns in these days is left out of the next one, with that reason, also when they were added by hand. It is counted by mailbox. A resend to those who failed is the same campaign, not another."
      section={section}
    >
      <WithDefault section={section} name="frequencyMost" label="Most campaigns" words="no limit">
        <NumberField
          label="Most campaigns a person gets"
          description="Empty: no limit, nothing is counted."
          placeholder="No limit"
          value={values.frequencyMost}
          error={errors.frequencyMost}
          onChange={(value) => change("frequencyMost", value)}
        />
      </WithDefault>
      <WithDefault section={section} name="frequencyDays" label="In so many days" words="7">
        <NumberField
          label="In so many days"
          description="A campaign counts until so many days after it was finished."
          required
          value={values.frequencyDays}
          error={errors.frequencyDays}
          onChange={(value) => change("frequencyDays", value)}
        />
      </WithDefault>
    </SettingsSectionForm>
  );
}
