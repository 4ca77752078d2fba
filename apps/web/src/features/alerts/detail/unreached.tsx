"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { IconPhone } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useAfterAlertChange } from "../activity/use-alert-change.ts";
import { isOver } from "../words/format-outcome.ts";
import classes from "./detail.module.css";

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
  if (people.length <= inDoubt) return null;
  const toMail = people.filter(({ email }) => email === null).length;
  const isMore = data?.nextCursor !== null;
  const count = isMore ? `${formatCount(most)} or more people` : formatPeople(people.length);
  const mailed = people.length - toMail;
  return (
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
      {asking && <EmailDialog alertId={alertId} count={toMail} isMore={isMore} onClose={() => ask(false)} />}
    </section>
  );
}

interface EmailDialogProps {
  alertId: string;
  count: number;
  isMore: boolean;
  onClose: () => void;
}

function EmailDialog({ alertId, count, isMore, onClose }: EmailDialogProps) {
  const trpc = useTRPC();
  const { onSuccess } = useAfterAlertChange();
  const email = useMutation(
    trpc.alert.sending.emailUnreached.mutationOptions({
      onSuccess: () => onSuccess({ outcome: "mailed" }),
    }),
  );
  const said = email.data;
  const to = isMore ? "everybody who was not reached" : formatPeople(count);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={said === undefined ? `Email the same to ${to}?` : "Emails on their way"}
      confirmLabel={said === undefined ? `Email ${to}` : "Done"}
      count={0}
      pending={email.isPending}
      error={email.error}
      onConfirm={() => (said === undefined ? email.mutate({ alertId }) : onClose())}
    >
      {said === undefined ? (
        <p>
          Each gets one email with the text of the alert. Whoever has no email address or wants no email is
          left out; they are on the call list.
        </p>
      ) : (
        <p role="status">
          {formatPeople(said.mailed)} {said.mailed === 1 ? "gets" : "get"} it as email.
          {said.before > 0 && ` ${formatPeople(said.before)} had it already.`}
          {said.noMail > 0 && ` ${formatPeople(said.noMail)} cannot be emailed: see the call list.`}
        </p>
      )}
    </ConfirmDialog>
  );
}
