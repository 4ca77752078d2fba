"use client";

import { TextInput } from "@mantine/core";
import { SettingsSectionForm } from "../part/settings-section.tsx";
import { textOf } from "../part/text-of.ts";
import { useSection } from "../part/use-section.ts";
import { WithDefault } from "../part/with-default.tsx";
import classes from "./quiet-hours.module.css";

/** Between which times no text leaves by itself (A12, V15). */
export function QuietHoursSection() {
  const section = useSection("texting");
  const { values, errors, change } = section;
  return (
    <SettingsSectionForm
      id="quiet-hours"
      title="Quiet hours"
      about="No text leaves by itself between these times on the clock of whom it goes to: by the time zone in their file, else by their number, else by your own. One that was to be sent later then waits for a person, a mass text for its reader’s morning. What somebody sends by hand goes at once."
      section={section}
    >
      <WithDefault
        section={section}
        name={["quietFrom", "quietUntil"]}
        label="Quiet hours"
        words="21:00 to 08:00"
      >
        <div className={classes.pair}>
          <TextInput
            type="time"
            label="From"
            value={textOf(values.quietFrom)}
            error={errors.quietFrom}
            onChange={(event) => change("quietFrom", event.currentTarget.value)}
          />
          <TextInput
            type="time"
            label="Until"
            value={textOf(values.quietUntil)}
            error={errors.quietUntil}
            onChange={(event) => change("quietUntil", event.currentTarget.value)}
          />
        </div>
      </WithDefault>
      <p className={classes.note}>Empty both for no quiet hours.</p>
    </SettingsSectionForm>
  );
}
