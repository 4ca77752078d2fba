"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import type { AlertRecipientFilter } from "@packpost/core/alert/recipient-filters";
import { IconAlertCircle, IconCircleCheck, IconPlayerPause } from "@tabler/icons-react";
import Link from "next/link";
import { useCountdown } from "#web/components/time/use-countdown.ts";
import { formatProgress, formatRest, isOver, outcomeParts } from "../words/format-outcome.ts";
import classes from "./activity.module.css";

interface AlertStateProps {
  alert: AlertView;
  onShow: (filter: AlertRecipientFilter) => void;
}

/** Its line (A8, A10): the seconds to undo it, how far it is, and at the end green or red with the exact numbers, each of which leads to its people. */
export function AlertState({ alert, onShow }: AlertStateProps) {
  if (isOver(alert)) return <Outcome alert={alert} onShow={onShow} />;
  if (alert.status === "scheduled") return <Starting alert={alert} />;
  if (alert.status === "paused") {
    const [happened = "Paused by hand.", ...advice] = (alert.pauseReason ?? "Paused by hand.").split("\n");
    return (
      <p className={classes.state} data-tone="look" role="status">
        <IconPlayerPause size={15} stroke={1.9} aria-hidden />
        <span>
          {formatProgress(alert)} · <WithSettings words={`${happened} ${advice.join(" ")}`} />
        </span>
      </p>
    );
  }
  return <Progress alert={alert} />;
}

const settings = "Settings › Texting";

/** The place it names is one click away. */
function WithSettings({ words }: { words: string }) {
  const [before = "", ...after] = words.split(settings);
  if (after.length === 0) return before;
  return (
    <>
      {before}
      <Link href="/settings/texting" prefetch={false}>
        {settings}
      </Link>
      {after.join(settings)}
    </>
  );
}

function Starting({ alert }: { alert: AlertView }) {
  const left = useCountdown(alert.beginsInMs);
  return (
    <p className={classes.state}>
      <span>
        {left > 0 ? (
          <>
            First text in <b className={classes.number}>{left} s</b>
          </>
        ) : left > -15 ? (
          "Starting…"
        ) : (
          "It starts by itself as soon as the sending service answers; nothing is lost."
        )}
      </span>
    </p>
  );
}

function Progress({ alert }: { alert: AlertView }) {
  const { secondsLeft, audience } = alert;
  const left = useCountdown(secondsLeft === null ? null : secondsLeft * 1_000);
  if (audience === 0) return <p className={classes.state}>Writing down who gets it…</p>;
  const rest = formatRest(alert, secondsLeft === null ? null : Math.max(0, left), new Date());
  return (
    <p className={classes.state} suppressHydrationWarning>
      <span>{[formatProgress(alert), ...rest].join(" · ")}</span>
    </p>
  );
}

function Outcome({ alert, onShow }: AlertStateProps) {
  const parts = outcomeParts(alert);
  const Icon = alert.allSent ? IconCircleCheck : IconAlertCircle;
  return (
    <p className={classes.state} data-tone={alert.allSent ? "good" : "bad"} data-outcome>
      <Icon size={16} stroke={1.9} aria-hidden />
      <span>
        {parts.map(({ filter, words }, at) => (
          <span key={filter}>
            {at > 0 && " · "}
            <button type="button" className={classes.part} data-touch onClick={() => onShow(filter)}>
              {words}
            </button>
          </span>
        ))}
      </span>
    </p>
  );
}
