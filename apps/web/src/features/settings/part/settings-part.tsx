import type { ComponentProps, ReactNode } from "react";
import classes from "./settings-part.module.css";

export interface SettingsPartProps {
  id: string;
  title: string;
  /** What it is for, and what a change does. */
  about: ReactNode;
  children: ReactNode;
}

/** A part of the settings: words on the left, what is done on the right. */
export function SettingsFrame({ id, title, about, children }: SettingsPartProps) {
  return (
    <section className={classes.section} aria-labelledby={`${id}-title`} id={id}>
      <div className={classes.about}>
        <h2 id={`${id}-title`}>{title}</h2>
        <p>{about}</p>
      </div>
      {children}
    </section>
  );
}

/** A part that is no form of one Save. */
export function SettingsPart({ children, ...frame }: SettingsPartProps) {
  return (
    <SettingsFrame {...frame}>
      <div className={classes.form}>{children}</div>
    </SettingsFrame>
  );
}

/** Fields below one another, saved together; what is wrong with them the server says, not the browser. */
export function FieldsForm(props: Omit<ComponentProps<"form">, "className" | "noValidate">) {
  return <form {...props} className={classes.form} noValidate />;
}
