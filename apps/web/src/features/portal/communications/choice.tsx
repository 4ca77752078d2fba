"use client";

import { useId } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./communications.module.css";

interface ChoiceProps {
  name: string;
  /** What it is. */
  text: string;
  /** Where it goes. */
  to: string;
  on?: boolean;
  /** It cannot be switched off. */
  always?: boolean;
  /** Why it cannot be switched on here. */
  locked?: string | null;
  busy?: boolean;
  told?: { text: string; bad: boolean } | null;
  onChange?: (on: boolean) => void;
}

/** One kind of what one is sent, with its switch. */
export function Choice({
  name,
  text,
  to,
  on = true,
  always = false,
  locked = null,
  busy = false,
  told = null,
  onChange,
}: ChoiceProps) {
  const { t } = usePortal();
  const id = useId();
  return (
    <li className={classes.choice}>
      <div className={classes.what}>
        <h2 id={id} className={classes.name}>
          {name}
        </h2>
        <p id={`${id}-text`} className={classes.text}>
          {text}
        </p>
        <p className={classes.to}>{to}</p>
        {locked !== null && <p className={classes.locked}>{locked}</p>}
        <p className={classes.told} data-bad={told?.bad || undefined} role="status">
          {told?.text}
        </p>
      </div>
      {always ? (
        <span className={classes.always}>{t("communications.always")}</span>
      ) : (
        <button
          type="button"
          role="switch"
          aria-checked={on}
          aria-labelledby={id}
          aria-describedby={`${id}-text`}
          aria-busy={busy}
          disabled={locked !== null && !on}
          className={classes.switch}
          onClick={() => onChange?.(!on)}
        >
          <span className={classes.state}>{on ? t("communications.on") : t("communications.off")}</span>
          <span className={classes.track} aria-hidden />
        </button>
      )}
    </li>
  );
}
