"use client";

import type { LinkState } from "@packpost/core/portal/sign-in/read-link";
import { useState } from "react";
import { InOrder } from "#web/components/page/in-order.tsx";
import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { CodeField } from "./code-field.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";
import { DoorLanguages } from "./door-languages.tsx";
import { explainAnswer } from "./explain-answer.ts";
import { type DoorAnswer, knock } from "./knock.ts";

/** Where the link of a mail leads (T47): nothing happens by itself; elsewhere than where it was asked for, the digits are wanted. */
export function LinkDoor({
  link,
  address,
  state,
}: {
  link: string;
  address: string;
  state: Exclude<LinkState["state"], "ended">;
}) {
  const { slug, organisation, t } = usePortal();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [people, setPeople] = useState<readonly { id: string; name: string }[] | null>(null);
  const home = () => window.location.assign(`/portal/${slug}`);
  const take = (answer: DoorAnswer) => {
    setProblem(explainAnswer(t, answer));
    if (answer.outcome === "signed_in") return home();
    setBusy(false);
    if (answer.outcome === "choose") setPeople(answer.people);
  };
  const enter = async (input: Parameters<typeof knock>[1]) => {
    setBusy(true);
    take(await knock(slug, input));
  };
  if (people !== null) return <ChooseStep address={address} people={people} onEntered={home} />;
  if (state === "elsewhere")
    return (
      <DoorCard organisation={organisation} title={t("door.elsewhereTitle")} foot={<DoorLanguages />}>
        <p className={classes.text}>
          <InOrder parts={t.parts("door.elsewhere", { address }, { b: (inner) => <b>{inner}</b> })} />
        </p>
        <CodeField
          busy={busy}
          problem={problem}
          onCode={(code) => void enter({ action: "enter_by_link", link, code })}
        />
      </DoorCard>
    );
  return (
    <DoorCard organisation={organisation} title={t("door.linkTitle", { address })} foot={<DoorLanguages />}>
      <p className={classes.text}>{t("door.linkText")}</p>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <Press wide busy={busy} onClick={() => void enter({ action: "use_link", link })}>
        {t("door.enter")}
      </Press>
    </DoorCard>
  );
}
