"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import type { Unreached as UnreachedPeople } from "@packpost/core/alert/unreached/read-unreached";
import { IconPhone } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import { isOver } from "../words/format-outcome.ts";
import classes from "./detail.module.css";
import { NotMailed } from "./not-mailed.tsx";
import { useUnreached } from "./use-unreached.ts";

const EmailDialog = dynamic(
  () => loadLater(() => import("./email-dialog.tsx")).then((module) => module.EmailDialog),
  { ssr: false },
);

/** Whom no text has reached: the same as a mail in one click, or their numbers on paper (A13). */
export function Unreached({ alert }: { alert: AlertView }) {
  const alertId = alert.id;
  const [asking, ask] = useState(false);
  const unreached = useUnreached(alert);
  // Of whom nobody knows yet is asked above; they are called once somebody has decided.
  const inDoubt = alert.unconfirmedLeftAt === null ? alert.buckets.unconfirmed : 0;
  return (
    <>
      {isOver(alert) && unreached !== null && unreached.people > inDoubt && (
        <section className={classes.notice} aria-label="Not reached">
          <IconPhone size={20} stroke={1.8} aria-hidden />
          <div>
            <p>
              <b>{formatPeople(unreached.people)} not reached.</b> {formatMailed(unreached)}
            </p>
            <NotMailed unreached={unreached} />
            <div className={classes.buttons}>
              {unreached.toMail > 0 && (
                <Button size="compact-md" variant="default" onClick={() => ask(true)}>
                  Email {formatPeople(unreached.toMail)} the same…
                </Button>
              )}
              <LinkButton size="compact-md" variant="default" href={`/messages/alerts/${alertId}/calls`}>
                Call list
              </LinkButton>
            </div>
          </div>
        </section>
      )}
      {asking && <EmailDialog alertId={alertId} unreached={unreached} onClose={() => ask(false)} />}
    </>
  );
}

/** "2 emailed: 1 delivered, 1 bounced." */
function formatMailed({ mailed, toMail }: UnreachedPeople): string {
  if (mailed.length === 0) return toMail > 0 ? "Reach them another way:" : "Call them:";
  const all = mailed.reduce((sum, { people }) => sum + people, 0);
  const became = mailed.map(
    ({ status, people }) => `${formatCount(people)} ${recipientLabels[status].toLowerCase()}`,
  );
  return `${formatCount(all)} emailed: ${became.join(", ")}.`;
}
