import type { DeliveryRequest } from "@packpost/core/delivery/list-deliveries";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { DeliveryAgainButton } from "./delivery-again-button.tsx";
import { formatAddresses, formatStates } from "./format-deliveries.ts";
import classes from "./preview-dialog.module.css";

/** Previews that were sent, newest first, each with what became of it. */
export function DeliveryLines({ requests }: { requests: readonly DeliveryRequest[] }) {
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
              {request.deliveries.map(({ id, to, status, providerMessage }) => (
                <li key={id}>
                  <span className={classes.to}>{to}</span>
                  <RecipientBadge status={status} />
                  {providerMessage !== null && status !== "delivered" && (
                    <span className={classes.providerMessage}>{providerMessage}</span>
                  )}
                  {status === "unconfirmed" && <DeliveryAgainButton deliveryId={id} />}
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
