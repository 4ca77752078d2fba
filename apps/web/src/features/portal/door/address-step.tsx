"use client";

import { type FormEvent, useState } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";
import { DoorLanguages } from "./door-languages.tsx";
import { explainAnswer } from "./explain-answer.ts";
import { knock } from "./knock.ts";

/** Which address a code is to go to. */
export function AddressStep({ onAsked }: { onAsked: (address: string, waitSeconds: number) => void }) {
  const { slug, organisation, t } = usePortal();
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await knock(slug, { action: "ask", address });
    setBusy(false);
    setProblem(explainAnswer(t, answer));
    if (answer.outcome === "sent") onAsked(address.trim(), answer.waitSeconds);
  };
  return (
    <DoorCard organisation={organisation} title={t("door.title")} foot={<DoorLanguages />}>
      <p className={classes.text}>{t("door.lead", { organisation })}</p>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <label className={classes.label}>
          {t("door.address")}
          <input
            className={classes.field}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={address}
            aria-describedby={problem === null ? undefined : "portal-problem"}
            aria-invalid={problem !== null}
            onChange={({ target }) => setAddress(target.value)}
          />
        </label>
        {problem !== null && (
          <p id="portal-problem" className={classes.problem} role="alert">
            {problem}
          </p>
        )}
        <Press type="submit" wide busy={busy}>
          {t("door.ask")}
        </Press>
      </form>
      <p className={classes.hint}>{t("door.noPassword")}</p>
    </DoorCard>
  );
}
