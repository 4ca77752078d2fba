"use client";

import { type Language, languageCookie } from "@packpost/core/messages/languages";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { LanguageRow } from "../frame/language-row.tsx";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./door.module.css";

/** A year, in seconds. */
const keptSeconds = 31_536_000;

/** At the foot of the door: the language before anybody knows who is there. Whoever signs in then keeps it. */
export function DoorLanguages() {
  const { t } = usePortal();
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const choose = (language: Language) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every phone's browser yet; nothing secret is in it
    document.cookie = `${languageCookie}=${language}; Path=/; Max-Age=${keptSeconds}; SameSite=Lax`;
    startTransition(() => router.refresh());
  };
  return (
    <nav className={classes.languages} aria-label={t("language.label")}>
      <LanguageRow busy={busy} onChoose={choose} />
    </nav>
  );
}
