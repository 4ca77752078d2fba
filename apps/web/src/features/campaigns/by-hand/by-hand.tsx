"use client";

import classes from "./by-hand.module.css";
import { EntryBox } from "./entry-box.tsx";

interface ByHandProps {
  campaignId: string;
  /** A resend goes to nobody but whom its first campaign failed to reach. */
  mayAdd: boolean;
}

/** People added to a campaign and excluded from it by pasted lists (C3). */
export function ByHand({ campaignId, mayAdd }: ByHandProps) {
  return (
    <div className={classes.pair} id="by-hand">
      {mayAdd && <EntryBox campaignId={campaignId} list="add" />}
      <EntryBox campaignId={campaignId} list="exclude" />
    </div>
  );
}
