"use client";

import { fillWords } from "@packpost/core/portal/fill-words";
import type { LinkState } from "@packpost/core/portal/read-link";
import { useState } from "react";
import { Filled } from "../frame/filled.tsx";
import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { CodeField } from "./code-field.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";
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
  const { slug, organisation, words } = usePortal();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [people, setPeople] = useState<readonly { id: string; name: string }[] | null>(null);
  const home = () => window.location.assign(`/portal/${slug}`);
  const take = (answer: DoorAnswer) => {
    setProblem(explainAnswer(words.door, answer));
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
      <DoorCard organisation={organisation} title={words.door.elsewhereTitle}>
        <p className={classes.text}>
          <Filled sentence={words.door.elsewhere} places={{ address: <b>{address}</b> }} />
        </p>
        <CodeField
          busy={busy}
          problem={problem}
          onCode={(code) => void enter({ action: "enter_by_link", link, code })}
        />
      </DoorCard>
    );
  return (
    <DoorCard organisation={organisation} title={fillWords(words.door.linkTitle, { address })}>
      <p className={classes.text}>{words.door.linkText}</p>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <Press wide busy={busy} onClick={() => void enter({ action: "use_link", link })}>
        {words.door.enter}
      </Press>
    </DoorCard>
  );
}
