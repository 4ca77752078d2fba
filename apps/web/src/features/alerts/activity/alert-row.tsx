"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { OutcomeBar } from "#web/components/chart/outcome-bar.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useAlertPlace } from "../side/use-alert-place.ts";
import { barWords } from "../words/bar-words.ts";
import { isOver } from "../words/format-outcome.ts";
import { formatSpan } from "../words/format-span.ts";
import classes from "./activity.module.css";
import { AlertActions } from "./alert-actions.tsx";
import { AlertState } from "./alert-state.tsx";

/** One alert of the list: what it said, how it stands, what one can do. */
export function AlertRow({ alert }: { alert: AlertView }) {
  const zone = useOrganisationZone();
  const { show } = useAlertPlace();
  const { id, body, audience, counts, createdAt, range } = alert;
  return (
    <li className={classes.row}>
      <div className={classes.first}>
        <button
          type="button"
          className={classes.title}
          title={`${body}\n${formatSpan({ ...range, zone })}, sent by ${alert.createdBy.name}`}
          onClick={() => show(id)}
        >
          {body}
        </button>
        <Time at={createdAt} />
      </div>
      <p className={classes.range}>{formatSpan({ ...range, zone })}</p>
      {!isOver(alert) && audience > 0 && (
        <OutcomeBar tallies={{ counts, facts: {} }} size="small" words={barWords} />
      )}
      <AlertState alert={alert} onShow={(filter) => show(id, filter)} />
      <AlertActions alert={alert} />
    </li>
  );
}
