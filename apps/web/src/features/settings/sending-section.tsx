"use client";

import { NumberField } from "./number-field.tsx";
import { SettingsSectionForm } from "./settings-section.tsx";
import { useSection } from "./use-section.ts";

const secondsPerMinute = 60;

/** How many at once, and how fast. */
export function SendingSection() {
  const section = useSection("sending");
  const { values, errors, change } = section;
  const pause = values.wavePauseSeconds;
  return (
    <SettingsSectionForm
      id="sending"
      title="Pace"
      about="How many people one send reaches at once, and how fast mail leaves. The pace holds over all campaigns together, and counts at once for those being sent."
      section={section}
    >
      <NumberField
        label="Most people in a wave"
        description="More people than this are written to in waves of this size. Empty: everybody at once."
        placeholder="No limit"
        value={values.massCap}
        error={errors.massCap}
        onChange={(value) => change("massCap", value)}
      />
      <NumberField
        label="Minutes between two waves"
        description="Counted from when everybody of the wave before has been sent to."
        value={typeof pause === "number" ? pause / secondsPerMinute : pause}
        error={errors.wavePauseSeconds}
        onChange={(value) =>
          change("wavePauseSeconds", typeof value === "number" ? Math.round(value * secondsPerMinute) : value)
        }
      />
      <NumberField
        label="Messages a second"
        description="Slower than the provider allows, if your own website or phones must keep up. Empty: as fast as it takes them."
        placeholder="No limit"
        value={values.perSecond}
        error={errors.perSecond}
        onChange={(value) => change("perSecond", value)}
      />
    </SettingsSectionForm>
  );
}
