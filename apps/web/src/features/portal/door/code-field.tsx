"use client";

import { type FormEvent, type Ref, useState } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import classes from "./door.module.css";

interface CodeFieldProps {
  busy: boolean;
  problem: string | null;
  ref?: Ref<HTMLInputElement>;
  onCode: (code: string) => void;
}

/** Six digits, as they are typed, pasted, or filled in by the phone; the sixth sends them. */
export function CodeField({ busy, problem, ref, onCode }: CodeFieldProps) {
  const { t } = usePortal();
  const [code, setCode] = useState("");
  const [short, setShort] = useState(false);
  const type = (typed: string) => {
    const digits = typed.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    setShort(false);
    if (digits.length === 6 && digits !== code && !busy) onCode(digits);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setShort(code.length < 6);
    if (code.length === 6) onCode(code);
  };
  const shown = short ? t("door.sixDigits") : problem;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <label className={classes.label}>
        {t("door.code")}
        <input
          ref={ref}
          className={classes.field}
          data-code
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          required
          value={code}
          aria-describedby={shown === null ? undefined : "portal-problem"}
          aria-invalid={shown !== null}
          onChange={({ target }) => type(target.value)}
        />
      </label>
      {shown !== null && (
        <p id="portal-problem" className={classes.problem} role="alert">
          {shown}
        </p>
      )}
      <Press type="submit" wide busy={busy}>
        {t("door.enter")}
      </Press>
    </form>
  );
}
