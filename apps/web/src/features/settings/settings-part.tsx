import type { ReactNode } from "react";
import classes from "./settings.module.css";

interface SettingsPartProps {
  id: string;
  title: string;
  /** What it is for, and what a change does. */
  about: ReactNode;
  children: ReactNode;
}

/** A part of the settings that is no form of one Save: words on the left, what is done on the right. */
export function SettingsPart({ id, title, about, children }: SettingsPartProps) {
  return (
    <section className={classes.section} aria-labelledby={`${id}-title`} id={id}>
      <div className={classes.about}>
        <h2 id={`${id}-title`}>{title}</h2>
        <p>{about}</p>
      </div>
      <div className={classes.form}>{children}</div>
    </section>
  );
}
