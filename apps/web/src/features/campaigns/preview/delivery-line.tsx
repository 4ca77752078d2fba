import type { DeliveryRequest } from "@packpost/core/delivery/list-deliveries";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { formatElsewhere, formatRemedy } from "#web/features/campaigns/detail/format-elsewhere.ts";
import { DeliveryAgainButton } from "./delivery-again-button.tsx";
import classes from "./delivery-line.module.css";

type Mail = DeliveryRequest["deliveries"][number];

/** The provider's words, or why it cannot say anything. */
function formatMail({ elsewhere, status, providerMessage }: Mail): string | null {
  if (elsewhere !== undefined)
    return `The provider's answer was lost. ${formatElsewhere(elsewhere)} ${formatRemedy(
      elsewhere,
      status === "unconfirmed"
        ? "you decide: sent again, it may arrive twice."
        : "it becomes unconfirmed within about an hour, and you decide.",
    )}`;
  return status === "delivered" ? null : providerMessage;
}

interface DeliveryLineProps {
  /** What it is and to whom. */
  label: string;
  mail: Mail;
}

/** One delivery of a campaign and what became of it. */
export function DeliveryLine({ label, mail }: DeliveryLineProps) {
  return (
    <p className={classes.line}>
      <span>{label}</span>
      <RecipientBadge status={mail.status} />
      <Time at={mail.at} />
      {formatMail(mail) !== null && <span>{formatMail(mail)}</span>}
      {mail.status === "unconfirmed" && <DeliveryAgainButton deliveryId={mail.id} />}
    </p>
  );
}
