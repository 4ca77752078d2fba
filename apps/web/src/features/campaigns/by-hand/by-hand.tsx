"use client";

import classes from "./by-hand.module.css";
import { EntryBox } from "./entry-box.tsx";

/** People added to a campaign and excluded from it by pasted lists (C3). */
export function ByHand({ campaignId }: { campaignId: string }) {
  return (
    <div className={classes.pair} id="by-hand">
      <EntryBox campaignId={campaignId} list="add" />
      <EntryBox campaignId={campaignId} list="exclude" />
    </div>
  );
}
