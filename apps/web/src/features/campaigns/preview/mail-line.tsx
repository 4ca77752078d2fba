import type { MailRequest } from "@packpost/core/mail/list-mails";
import { RecipientBadge } from "#web/components/status-badge.tsx";
import { Time } from "#web/components/time.tsx";
import { MailAgainButton } from "./mail-again-button.tsx";
import classes from "./mail-line.module.css";

interface MailLineProps {
  /** What it is and to whom. */
  label: string;
  mail: MailRequest["mails"][number];
}

/** One single mail of a campaign and what became of it. */
export function MailLine({ label, mail }: MailLineProps) {
  return (
    <p className={classes.line}>
      <span>{label}</span>
      <RecipientBadge status={mail.status} />
      <Time at={mail.at} />
      {mail.words !== null && mail.status !== "delivered" && <span>{mail.words}</span>}
      {mail.status === "unconfirmed" && <MailAgainButton mailId={mail.id} />}
    </p>
  );
}
