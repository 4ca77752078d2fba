"use client";

import { formatCount } from "#web/components/form/format-number.ts";
import { formatLength } from "#web/components/time/format-length.ts";
import classes from "./hours/quiet-hours.module.css";
import { NumberField } from "./part/number-field.tsx";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

const examplePeople = 100;

/** How fast the texts of alerts follow each other (A6), with what carriers take of one number. */
export function AlertsSection() {
  const section = useSection("alerts");
  const { values, errors, change } = section;
  const seconds = values.alertSecondsPerText;
  const isPace = typeof seconds === "number" && Number.isInteger(seconds) && seconds >= 1 && seconds <= 60;
  return (
    <SettingsSectionForm
      id="alerts"
      title="Mass text alerts"
      about="An alert’s texts leave one after the other, over all alerts together. Conversations never wait for them. A change counts for alerts that are being sent too."
      section={section}
    >
      <WithDefault
        section={section}
        name="alertSecondsPerText"
        label="Seconds from one text to the next"
        words="12"
      >
        <NumberField
          label="Seconds from one text to the next"
          description="1 to 60."
          required
          value={seconds}
          error={errors.alertSecondsPerText}
          onChange={(value) => change("alertSecondsPerText", value)}
        />
      </WithDefault>
      <p className={classes.note} aria-live="polite">
        {isPace
          ? `${formatCount(examplePeople)} people have it after ${formatLength(seconds * (examplePeople - 1))}.`
          : ""}
      </p>
      <p className={classes.note}>
        Why not faster: carriers take about one text a second of an ordinary number, and a text of three parts
        counts as three. Of a new number, or one that is not registered, they take less. Whatever comes faster
        waits at the text provider or is taken for spam and lost. 12 seconds stay well below all of that, and
        leave the number free for your conversations.
      </p>
    </SettingsSectionForm>
  );
}
