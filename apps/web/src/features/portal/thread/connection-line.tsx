"use client";

import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./conversation.module.css";
import type { ThreadConnection } from "./use-thread.ts";

/** Says when nothing comes or goes, and what becomes of what one writes. */
export function ConnectionLine({ connection }: { connection: ThreadConnection }) {
  const { t, slug } = usePortal();
  if (connection === "here") return null;
  return (
    <p className={classes.connection} role="status">
      {connection === "away" && t("connection.offline")}
      {connection === "gone" && t("thread.gone")}
      {connection === "signed_out" && (
        <>
          {t("connection.signedOut")} <a href={`/portal/${slug}`}>{t("connection.signIn")}</a>
        </>
      )}
    </p>
  );
}
