"use client";

import { usePortal } from "../frame/portal-provider.tsx";
import { Press } from "../frame/press.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";

/** A customer's page that failed, in the words and the language of the customers' pages. */
export function PortalError({ reset }: { reset: () => void }) {
  const { organisation, t } = usePortal();
  return (
    <DoorCard organisation={organisation} title={t("problem.title")}>
      <p className={classes.text} role="alert">
        {t("problem.text")}
      </p>
      <Press wide onClick={reset}>
        {t("problem.again")}
      </Press>
    </DoorCard>
  );
}
