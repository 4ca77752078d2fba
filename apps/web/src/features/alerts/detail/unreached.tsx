"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { IconPhone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { isOver } from "../words/format-outcome.ts";
import classes from "./detail.module.css";

const EmailDialog = dynamic(
  () => loadLater(() => import("./email-dialog.tsx")).then((module) => module.EmailDialog),
  { ssr: false },
);

const most = 200;

/** Whom no text has reached: the same as a mail in one click, or their numbers on paper (A13). */
export function Unreached({ alert }: { alert: AlertView }) {
  const trpc = useTRPC();
  const alertId = alert.id;
  const [asking, ask] = useState(false);
  const mayBe = isOver(alert) && alert.buckets.sent < alert.audience;
  const { data } = useQuery(
    trpc.alert.recipients.queryOptions({ alertId, filter: "unreached", pageSize: most }, { enabled: mayBe }),
  );
  const people = mayBe ? (data?.people ?? []) : [];
  // Of whom nobody knows yet is asked above; they are called once somebody has decided.
  const inDoubt = alert.unconfirmedLeftAt === null ? alert.buckets.unconfirmed : 0;
  const toMail = people.filter(({ email }) => email === null).length;
  const isMore = data !== undefined && data.nextCursor !== null;
  const count = isMore ? `${formatCount(most)} or more people` : formatPeople(people.length);
  const mailed = people.length - toMail;
  return (
    <>
      {people.length > inDoubt && (
        <section className={classes.notice} aria-label="Not reached">
          <IconPhone size={20} stroke={1.8} aria-hidden />
          <div>
            <p>
              <b>{count} not reached.</b>{" "}
              {mailed > 0 ? `${formatPeople(mailed)} got it as email.` : "Reach them another way:"}
            </p>
            <div className={classes.buttons}>
              {toMail > 0 && (
                <Button size="compact-md" variant="default" onClick={() => ask(true)}>
                  Email them the same…
                </Button>
              )}
              <LinkButton size="compact-md" variant="default" href={`/messages/alerts/${alertId}/calls`}>
                Call list
              </LinkButton>
            </div>
          </div>
        </section>
      )}
      {asking && <EmailDialog alertId={alertId} count={toMail} isMore={isMore} onClose={() => ask(false)} />}
    </>
  );
}
