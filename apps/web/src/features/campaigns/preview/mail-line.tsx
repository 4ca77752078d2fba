import type { MailRequest } from "@packpost/core/mail/list-mails";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { formatElsewhere, formatRemedy } from "#web/features/campaigns/detail/format-elsewhere.ts";
import { MailAgainButton } from "./mail-again-button.tsx";
import classes from "./mail-line.module.css";

type Mail = MailRequest["mails"][number];

/** The provider's words, or why it cannot say anything. */
function formatMail({ elsewhere, status, words }: Mail): string | null {
  if (elsewhere !== undefined)
    return `The provider's answer was lost. ${formatElsewhere(elsewhere)} ${formatRemedy(
      elsewhere,
      status === "unconfirmed"
        ? "you decide: sent again, it may arrive twice."
        : "it becomes unconfirmed within about an hour, and you decide.",
    )}`;
  return status === "delivered" ? null : words;
}

interface MailLineProps {
  /** What it is and to whom. */
  label: string;
  mail: Mail;
}

/** One single mail of a campaign and what became of it. */
export function MailLine({ label, mail }: MailLineProps) {
  return (
    <p className={classes.line}>
      <span>{label}</span>
      <RecipientBadge status={mail.status} />
      <Time at={mail.at} />
      {formatMail(mail) !== null && <span>{formatMail(mail)}</span>}
      {mail.status === "unconfirmed" && <MailAgainButton mailId={mail.id} />}
    </p>
  );
}
