"use client";

import type { Language } from "@packpost/core/messages/languages";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { LanguageRow } from "../frame/language-row.tsx";
import { portalClient } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./account.module.css";

/** In which language one is written to by ourselves (P6): a press holds at once, on this page too. */
export function OwnLanguage() {
  const { slug, organisation, t } = usePortal();
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  const [busy, startTransition] = useTransition();
  const choose = (language: Language) =>
    startTransition(async () => {
      setFailed(false);
      try {
        await portalClient(slug).language.choose.mutate({ language });
        router.refresh();
      } catch {
        setFailed(true);
      }
    });
  return (
    <section aria-labelledby="portal-language">
      <h2 id="portal-language" className={classes.heading}>
        {t("language.label")}
      </h2>
      <p className={classes.note}>{t("account.languageText", { organisation })}</p>
      <LanguageRow busy={busy} onChoose={choose} />
      {failed && (
        <p className={classes.problem} role="alert">
          {t("communications.failed")}
        </p>
      )}
    </section>
  );
}
