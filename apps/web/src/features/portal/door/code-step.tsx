"use client";

import { useEffect, useRef, useState } from "react";
import { InOrder } from "#web/components/page/in-order.tsx";
import { usePortal } from "../frame/portal-provider.tsx";
import { PlainPress } from "../frame/press.tsx";
import { CodeField } from "./code-field.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";
import { DoorLanguages } from "./door-languages.tsx";
import { explainAnswer } from "./explain-answer.ts";
import { knock } from "./knock.ts";

interface CodeStepProps {
  address: string;
  againAtMs: number;
  supportEmail: string | null;
  onAsked: (address: string, waitSeconds: number) => void;
  onEntered: () => void;
  onChoose: (people: readonly { id: string; name: string }[]) => void;
  onOtherAddress: () => void;
}

/** The digits of the mail; asking for it once more shows how long that waits. */
export function CodeStep({ address, againAtMs, supportEmail, ...on }: CodeStepProps) {
  const { slug, organisation, t } = usePortal();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const waitSeconds = useSecondsUntil(againAtMs);
  useEffect(() => field.current?.focus(), []);

  const enter = async (code: string) => {
    setBusy(true);
    const answer = await knock(slug, { action: "enter", address, code });
    setProblem(explainAnswer(t, answer));
    if (answer.outcome === "signed_in") return on.onEntered();
    setBusy(false);
    if (answer.outcome === "choose") on.onChoose(answer.people);
    else field.current?.select();
  };
  const again = async () => {
    const answer = await knock(slug, { action: "ask", address });
    setProblem(explainAnswer(t, answer));
    if (answer.outcome === "sent") on.onAsked(address, answer.waitSeconds);
  };
  return (
    <DoorCard organisation={organisation} title={t("door.sentTitle")} foot={<DoorLanguages />}>
      <p className={classes.text} role="status">
        <InOrder parts={t.parts("door.sent", { organisation, address }, { b: (inner) => <b>{inner}</b> })} />
      </p>
      <CodeField ref={field} busy={busy} problem={problem} onCode={(code) => void enter(code)} />
      <div className={classes.more}>
        <PlainPress disabled={waitSeconds > 0} onClick={() => void again()}>
          {waitSeconds > 0 ? t("door.againIn", { seconds: waitSeconds }) : t("door.again")}
        </PlainPress>
        <PlainPress onClick={on.onOtherAddress}>{t("door.otherAddress")}</PlainPress>
      </div>
      <p className={classes.hint}>
        {supportEmail === null ? (
          t("door.nothingCameAlone", { organisation })
        ) : (
          <InOrder
            parts={t.parts(
              "door.nothingCame",
              { support: supportEmail },
              { mail: (inner) => <a href={`mailto:${inner}`}>{inner}</a> },
            )}
          />
        )}
      </p>
    </DoorCard>
  );
}

function useSecondsUntil(atMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((atMs - nowMs) / 1_000));
}
