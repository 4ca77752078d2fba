"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import type { AlertRecipientFilter } from "@packpost/core/alert/recipient-filters";
import { OutcomeBar } from "#web/components/chart/outcome-bar.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import { AlertActions } from "../activity/alert-actions.tsx";
import { AlertState } from "../activity/alert-state.tsx";
import { useAlertPlace } from "../side/use-alert-place.ts";
import { AlertQuote } from "../words/alert-quote.tsx";
import { barWords } from "../words/bar-words.ts";
import { formatSpan } from "../words/format-span.ts";
import classes from "./detail.module.css";
import { LateJoiners } from "./late-joiners.tsx";
import { RecipientList } from "./recipient-list.tsx";
import { Unconfirmed } from "./unconfirmed.tsx";
import { Unreached } from "./unreached.tsx";
import { useAlert } from "./use-alert.ts";

interface AlertDialogProps {
  alertId: string;
  /** Whose people are shown. */
  filter: AlertRecipientFilter;
  onClose: () => void;
}

/** One alert: what it said to whom, what became of each text, and what is left to decide (A8, A10, A11, A13). */
export function AlertDialog({ alertId, filter, onClose }: AlertDialogProps) {
  const { data: alert, error, refetch } = useAlert(alertId);
  return (
    <Dialog inUrl opened onClose={onClose} title="Text alert" width={620} placement="side">
      {alert !== undefined ? (
        <Detail alert={alert} filter={filter} onClose={onClose} />
      ) : error !== null ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy="true">
          <Skeleton height={84} mb={14} radius="md" />
          <Skeleton height={220} radius="md" />
        </div>
      )}
    </Dialog>
  );
}

function Detail({ alert, filter, onClose }: Omit<AlertDialogProps, "alertId"> & { alert: AlertView }) {
  const zone = useOrganisationZone();
  const { show } = useAlertPlace();
  const { id, body, createdBy, createdAt, range, quietOverrideBy, audience, counts } = alert;
  return (
    <div className={classes.detail}>
      <AlertQuote body={body} />
      <p className={classes.facts}>
        {createdBy.name}, <Time at={createdAt} /> · appointments {formatSpan({ ...range, zone })}
        {quietOverrideBy !== null && ` · at night too, decided by ${quietOverrideBy}`}
      </p>
      <div className={classes.line}>
        <AlertState alert={alert} onShow={(next) => show(id, next)} />
      </div>
      {audience > 0 && <OutcomeBar tallies={{ counts, facts: {} }} size="small" words={barWords} />}
      <AlertActions alert={alert} onAgain={onClose} />
      <Unconfirmed alert={alert} />
      <LateJoiners alert={alert} />
      <Unreached alert={alert} />
      {audience > 0 && <RecipientList alert={alert} filter={filter} onShow={(next) => show(id, next)} />}
    </div>
  );
}
