"use client";

import { fillWords } from "@packpost/core/portal/fill-words";
import type { MailBarrier } from "@packpost/core/portal/read-communications";
import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import classes from "./communications.module.css";

interface BarrierProps {
  kind: MailBarrier;
  address: string;
  busy: boolean;
  onTryAgain: () => void;
}

/** Why no mail comes whatever is chosen, and what one can do about it. */
export function Barrier({ kind, address, busy, onTryAgain }: BarrierProps) {
  const { organisation, words: all } = usePortal();
  const words = all.communications;
  const [title, text] = {
    bounced: [words.bouncedTitle, words.bounced],
    complained: [words.complainedTitle, words.complained],
    by_hand: [words.byHandTitle, words.byHand],
  }[kind];
  const fill = (sentence = "") => fillWords(sentence, { address, organisation });
  return (
    <section className={classes.barrier}>
      <h2>{fill(title)}</h2>
      <p>{fill(text)}</p>
      {kind === "bounced" && (
        <Press quiet busy={busy} onClick={onTryAgain}>
          {words.tryAgain}
        </Press>
      )}
    </section>
  );
}
