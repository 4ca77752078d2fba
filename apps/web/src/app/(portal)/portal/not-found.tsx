import { translatorOf } from "@packpost/core/messages/translator-of";
import { IconMailOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { findPageLanguage } from "#web/server/language/find-page-language.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorOf(await findPageLanguage())("nowhere.title") };
}

/** An organisation's name that nobody has: no way from here leads to the team's pages. */
export default async function NoSuchPortal() {
  const t = translatorOf(await findPageLanguage());
  return (
    <main>
      <EmptyState icon={IconMailOff} title={t("nowhere.title")} headingLevel="h1">
        {t("nowhere.noPortal")}
      </EmptyState>
    </main>
  );
}
