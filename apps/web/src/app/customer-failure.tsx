import { translatorOf } from "@packpost/core/messages/translator-of";
import type { ReactNode } from "react";
import { PageErrorWords } from "#web/components/page/page-error-words.tsx";
import { findPageLanguage } from "#web/server/language/find-page-language.ts";

/** Around customers' pages: one that fails says so in their language. */
export async function CustomerFailure({ children }: { children: ReactNode }) {
  const t = translatorOf(await findPageLanguage());
  const words = { title: t("problem.title"), text: t("problem.text"), again: t("problem.again") };
  return <PageErrorWords words={words}>{children}</PageErrorWords>;
}
