"use client";

import { NumberField } from "./part/number-field.tsx";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

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
      <WithDefault section={section} name="massCap" label="Most people in a wave" words="150">
        <NumberField
          label="Most people in a wave"
          description="More people than this are written to in waves of this size. Empty: everybody at once."
          placeholder="No limit"
          value={values.massCap}
          error={errors.massCap}
          onChange={(value) => change("massCap", value)}
        />
      </WithDefault>
      <WithDefault
        section={section}
        name="wavePauseSeconds"
        label="Minutes between two waves"
        words="0, no pause"
      >
        <NumberField
          label="Minutes between two waves"
          description="Counted from when everybody of the wave before has been sent to."
          value={typeof pause === "number" ? pause / secondsPerMinute : pause}
          error={errors.wavePauseSeconds}
          onChange={(value) =>
            change(
              "wavePauseSeconds",
              typeof value === "number" ? Math.round(value * secondsPerMinute) : value,
            )
          }
        />
      </WithDefault>
      <WithDefault section={section} name="perSecond" label="Messages a second" words="no limit">
        <NumberField
          label="Messages a second"
          description="Slower than the provider allows, if your own website or phones must keep up. Empty: as fast as it takes them."
          placeholder="No limit"
          value={values.perSecond}
          error={errors.perSecond}
          onChange={(value) => change("perSecond", value)}
        />
      </WithDefault>
    </SettingsSectionForm>
  );
}
