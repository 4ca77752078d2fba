import type { MailRequest } from "@packpost/core/mail/list-mails";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { formatAddresses, formatStates } from "./format-mails.ts";
import { MailAgainButton } from "./mail-again-button.tsx";
import classes from "./preview-dialog.module.css";

/** Previews that were sent, newest first, each with what became of it. */
export function MailLines({ requests }: { requests: readonly MailRequest[] }) {
  return (
    <ul className={classes.lines}>
      {requests.map((request) => (
        <li key={request.id}>
          <details>
            <summary>
              <span>{formatAddresses(request)}</span> <Time at={request.at} />
              {" · "}
              <span>{formatStates(request)}</span>
            </summary>
            <ul className={classes.mails}>
              {request.mails.map(({ id, to, status, words }) => (
                <li key={id}>
                  <span className={classes.to}>{to}</span>
                  <RecipientBadge status={status} />
                  {words !== null && status !== "delivered" && <span className={classes.words}>{words}</span>}
                  {status === "unconfirmed" && <MailAgainButton mailId={id} />}
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
