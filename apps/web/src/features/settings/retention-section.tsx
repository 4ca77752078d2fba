"use client";

import { NumberField } from "./part/number-field.tsx";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

/** How long the provider's raw events are kept (C12). */
export function RetentionSection() {
  const section = useSection("retention");
  const { values, errors, change } = section;
  return (
    <SettingsSectionForm
      id="retention"
      title="How long reports are kept"
      about="The mail provider's full reports name devices and places. Outcomes stay for ever: who got, opened and clicked what and when, and the provider's words."
      section={section}
    >
      <WithDefault
        section={section}
        name="rawEventRetentionDays"
        label="Days that full reports are kept"
        words="45"
      >
        <NumberField
          label="Days that full reports are kept"
          description="Older ones are deleted within the hour, and cannot be brought back."
          required
          value={values.rawEventRetentionDays}
          error={errors.rawEventRetentionDays}
          onChange={(value) => change("rawEventRetentionDays", value)}
        />
      </WithDefault>
    </SettingsSectionForm>
  );
}
