"use client";

import type { DraftKeeper, DraftView } from "#web/components/thread/draft-keeper.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { PlainPress } from "../frame/press.tsx";
import classes from "./composer.module.css";

/** Two devices have both written on: their writer says which text stays (T12). */
export function OtherDraft({ draft: { other, keeper } }: { draft: DraftView & { keeper: DraftKeeper } }) {
  const { t } = usePortal();
  if (other === null) return null;
  return (
    <div className={classes.other} role="status">
      <p>{other.body === "" ? t("draft.emptiedElsewhere") : t("draft.newerElsewhere")}</p>
      <PlainPress onClick={() => keeper.choose("mine")}>{t("draft.keepThis")}</PlainPress>
      <PlainPress onClick={() => keeper.choose("theirs")}>{t("draft.takeNewer")}</PlainPress>
    </div>
  );
}
