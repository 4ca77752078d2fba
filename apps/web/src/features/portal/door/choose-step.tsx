"use client";

import { useState } from "react";
import { InOrder } from "#web/components/page/in-order.tsx";
import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";
import { DoorLanguages } from "./door-languages.tsx";
import { explainAnswer } from "./explain-answer.ts";
import { knock } from "./knock.ts";

interface ChooseStepProps {
  address: string;
  people: readonly { id: string; name: string }[];
  onEntered: () => void;
}

/** Who one is, of those that share a mailbox. */
export function ChooseStep({ address, people, onEntered }: ChooseStepProps) {
  const { slug, organisation, t } = usePortal();
  const [busyId, setBusyId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (customerId: string) => {
    setBusyId(customerId);
    const answer = await knock(slug, { action: "choose", customerId });
    setProblem(explainAnswer(t, answer));
    if (answer.outcome === "signed_in") return onEntered();
    setBusyId(null);
  };
  return (
    <DoorCard organisation={organisation} title={t("door.chooseTitle")} foot={<DoorLanguages />}>
      <p className={classes.text} role="status">
        <InOrder parts={t.parts("door.choose", { address }, { b: (inner) => <b>{inner}</b> })} />
      </p>
      <ul className={classes.people}>
        {people.map(({ id, name }) => (
          <li key={id}>
            <Press wide quiet busy={busyId === id} onClick={() => void choose(id)}>
              {name}
            </Press>
          </li>
        ))}
      </ul>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </DoorCard>
  );
}
