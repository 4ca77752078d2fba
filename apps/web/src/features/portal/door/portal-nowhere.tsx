"use client";

import { usePortal } from "../frame/portal-provider.tsx";
import { PressLink } from "../frame/press.tsx";
import classes from "./door.module.css";
import { DoorCard } from "./door-card.tsx";

/** A page that an organisation's customers do not have, in their words, with the way to what they have. */
export function PortalNowhere() {
  const { slug, organisation, t } = usePortal();
  return (
    <DoorCard organisation={organisation} title={t("nowhere.title")}>
      <p className={classes.text}>{t("nowhere.text")}</p>
      <PressLink href={`/portal/${slug}`}>{t("nowhere.back")}</PressLink>
    </DoorCard>
  );
}
