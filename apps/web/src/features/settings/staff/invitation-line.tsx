"use client";

import type { ShownInvitation } from "@packpost/core/staff/membership/list-staff";
import { mayManage, roleWords } from "@packpost/core/staff/role-rules";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { Line } from "#web/components/lines/line-list.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { RecipientBadge, ToneBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import type { Viewer } from "./viewer.ts";

/** Of these the provider's own words tell more. */
const wentWrong: ReadonlySet<string> = new Set([
  "bounced",
  "dropped",
  "failed",
  "unconfirmed",
  "spam_complaint",
]);

/** Somebody who is invited: whether the mail arrived, how long its link works, send again, take back. */
export function InvitationLine({ invitation, viewer }: { invitation: ShownInvitation; viewer: Viewer }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries(trpc.staff.pathFilter());
  const { id: invitationId, name, address, role, mail, revokedAt, expired } = invitation;
  const who = name === "" ? address : name;
  const said = (message: string) => async () => {
    notifications.show({ message });
    await refresh();
  };
  const resend = useMutation(
    trpc.staff.resend.mutationOptions({ onSuccess: said(`The invitation is mailed to ${address} again.`) }),
  );
  const revoke = useMutation(
    trpc.staff.revoke.mutationOptions({ onSuccess: said(`${who}’s invitation is taken back.`) }),
  );
  const error = resend.error ?? revoke.error;
  return (
    <Line
      name={who}
      badges={
        <>
          <ToneBadge tone="grey">{roleWords[role]}</ToneBadge>
          <StateBadge invitation={invitation} />
          {revokedAt === null && <RecipientBadge status={mail.status} />}
        </>
      }
      ended={revokedAt !== null}
      acts={
        revokedAt === null && mayManage(viewer.role, role) ? (
          <>
            <Button
              variant={expired ? "filled" : "default"}
              loading={resend.isPending}
              aria-label={`Send again: ${who}`}
              onClick={() => resend.mutate({ invitationId })}
            >
              Send again
            </Button>
            <Button
              variant="subtle"
              color="red"
              loading={revoke.isPending}
              aria-label={`Take back: ${who}`}
              onClick={() => revoke.mutate({ invitationId })}
            >
              Take back
            </Button>
          </>
        ) : undefined
      }
    >
      {name !== "" && (
        <p>
          <EmailAddress address={address} />
        </p>
      )}
      <p>
        <Facts invitation={invitation} />
      </p>
      {revokedAt === null && mail.words !== null && wentWrong.has(mail.status) && <p>{mail.words}</p>}
      {error !== null && <ErrorNotice error={error} />}
    </Line>
  );
}

function StateBadge({ invitation: { revokedAt, expired, comesBack } }: { invitation: ShownInvitation }) {
  if (revokedAt !== null) return <ToneBadge tone="grey">Taken back</ToneBadge>;
  if (expired) return <ToneBadge tone="marigold">Expired</ToneBadge>;
  return comesBack ? <ToneBadge tone="blue">Comes back</ToneBadge> : null;
}

function Facts({ invitation }: { invitation: ShownInvitation }) {
  const { invitedBy, sentAt, expiresAt, revokedAt, expired } = invitation;
  return (
    <>
      Invited by {invitedBy} <Time at={sentAt} /> ·{" "}
      {revokedAt !== null ? (
        <>
          taken back <Time at={revokedAt} />
        </>
      ) : (
        <>
          {expired ? "the link worked until " : "the link works until "}
          <Time at={expiresAt} />
        </>
      )}
    </>
  );
}
