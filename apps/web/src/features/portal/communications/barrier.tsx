"use client";

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
  const { organisation, t } = usePortal();
  const { title, text } = {
    bounced: {
      title: t("communications.bouncedTitle", { address }),
      text: t("communications.bounced", { organisation }),
    },
    complained: {
      title: t("communications.complainedTitle", { address }),
      text: t("communications.complained", { organisation }),
    },
    by_hand: {
      title: t("communications.byHandTitle", { organisation, address }),
      text: t("communications.byHand"),
    },
  }[kind];
  return (
    <section className={classes.barrier}>
      <h2>{title}</h2>
      <p>{text}</p>
      {kind === "bounced" && (
        <Press quiet busy={busy} onClick={onTryAgain}>
          {t("communications.tryAgain")}
        </Press>
      )}
    </section>
  );
}
