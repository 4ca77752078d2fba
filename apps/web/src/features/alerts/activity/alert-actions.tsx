"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import {
  IconArrowBackUp,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconRepeat,
} from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { again } from "../words/again.ts";
import { isLeft, isOver } from "../words/format-outcome.ts";
import classes from "./activity.module.css";
import { useAlertChange } from "./use-alert-change.ts";

const CancelDialog = dynamic(
  () => loadLater(() => import("./cancel-dialog.tsx")).then((module) => module.CancelDialog),
  { ssr: false },
);

const NightDialog = dynamic(
  () => loadLater(() => import("./night-dialog.tsx")).then((module) => module.NightDialog),
  { ssr: false },
);

const quiet = { variant: "subtle", size: "compact-sm", color: "gray" } as const;
const icon = { size: 15, stroke: 1.9, "aria-hidden": true } as const;

interface AlertActionsProps {
  alert: AlertView;
  /** After an earlier one was chosen to begin from. */
  onAgain?: () => void;
}

/** What one can do with an alert as it stands (A5, A8, A10). */
export function AlertActions({ alert, onAgain }: AlertActionsProps) {
  const { id, body, status, audience, sendingBeganAt } = alert;
  const undo = useAlertChange("undo");
  const pause = useAlertChange("pause");
  const resume = useAlertChange("resume");
  const [asking, ask] = useState<"cancel" | "night" | null>(null);
  const alertId = { alertId: id };
  const isRest = isLeft(alert);
  const short = body.length > 40 ? `${body.slice(0, 40)}…` : body;
  return (
    <div className={classes.actions}>
      {(status === "scheduled" || (status === "paused" && sendingBeganAt === null)) && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp {...icon} />}
          loading={undo.isPending}
          onClick={() => undo.mutate(alertId)}
        >
          Undo
        </Button>
      )}
      {((status === "sending" && isRest) || status === "paused") && (
        // One button, so that the focus stays on it.
        <Button
          size="compact-sm"
          variant={status === "paused" ? "default" : "subtle"}
          color={status === "paused" ? undefined : "gray"}
          leftSection={status === "paused" ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
          loading={pause.isPending || resume.isPending}
          onClick={() => (status === "paused" ? resume : pause).mutate(alertId)}
        >
          {status === "paused" ? "Resume" : "Pause"}
        </Button>
      )}
      {(status === "sending" || status === "paused") && sendingBeganAt !== null && isRest && (
        <Button {...quiet} onClick={() => ask("cancel")}>
          Cancel the rest…
        </Button>
      )}
      {status === "sending" && alert.held !== null && (
        <Button {...quiet} onClick={() => ask("night")}>
          Send now…
        </Button>
      )}
      {isOver(alert) && (
        <Button
          {...quiet}
          leftSection={<IconRepeat {...icon} />}
          onClick={() => {
            onAgain?.();
            again.begin(alert);
          }}
        >
          Again…
        </Button>
      )}
      {audience > 0 && (
        <ExportButton
          path={`/api/export/alerts/${id}`}
          filters={{}}
          word="Report"
          icon={<IconDownload {...icon} />}
          look={quiet}
          label={`Report of “${short}”`}
        />
      )}
      {asking === "cancel" && <CancelDialog alert={alert} onClose={() => ask(null)} />}
      {asking === "night" && <NightDialog alert={alert} onClose={() => ask(null)} />}
    </div>
  );
}
