"use client";

import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./communications.module.css";

/**
 * The way back to the page that the link of a mail has opened (C18): that one needs no session, and gives none here.
 * @param atDoor it stands below the door instead of at the end of the page
 */
export function BackToMail({ token, atDoor = false }: { token: string; atDoor?: boolean }) {
  const { t } = usePortal();
  // Below the door it stands outside of what is the page's content.
  const Place = atDoor ? "footer" : "p";
  return (
    <Place className={classes.backToMail} data-door={atDoor || undefined}>
      <a href={`/u/${encodeURIComponent(token)}`}>{t("communications.backToMail")}</a>
    </Place>
  );
}
