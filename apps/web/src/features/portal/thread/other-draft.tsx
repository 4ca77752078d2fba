"use client";

import type { DraftKeeper, DraftView } from "#web/components/thread/draft-keeper.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { PlainPress } from "../frame/press.tsx";
import classes from "./composer.module.css";

/** Two devices have both written on: their writer says which text stays (T12). */
export function OtherDraft({ draft: { other, keeper } }: { draft: DraftView & { keeper: DraftKeeper } }) {
  const { words } = usePortal();
  if (other === null) return null;
  return (
    <div className={classes.other} role="status">
      <p>{other.body === "" ? words.draft.emptiedElsewhere : words.draft.newerElsewhere}</p>
      <PlainPress onClick={() => keeper.choose("mine")}>{words.draft.keepThis}</PlainPress>
      <PlainPress onClick={() => keeper.choose("theirs")}>{words.draft.takeNewer}</PlainPress>
    </div>
  );
}
