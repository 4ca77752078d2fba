import type { Progress } from "@packpost/core/campaign/get-progress";
import { formatCount, formatShare } from "#web/components/format-number.ts";
import { StatTile, StatTiles } from "#web/components/stat-tile.tsx";

/** The figures people ask for. Opens and clicks count people; machines stand beside (C11). Rates are of those sent. */
export function OutcomeTiles({ progress: { counts, facts, buckets } }: { progress: Progress }) {
  const { sent } = buckets;
  const hard = Math.min(facts.hard_bounced, counts.bounced);
  return (
    <StatTiles>
      <StatTile
        label="Delivered"
        value={formatCount(facts.delivered)}
        note={formatShare(facts.delivered, sent)}
      />
      <StatTile
        label="Opened by people"
        value={formatCount(facts.opened)}
        note={`${formatShare(facts.opened, sent)} · +${formatCount(facts.opened_any - facts.opened)} machines`}
      />
      <StatTile
        label="Clicked"
        value={formatCount(facts.clicked)}
        note={`${formatShare(facts.clicked, sent)} · +${formatCount(facts.clicked_any - facts.clicked)} machines`}
      />
      <StatTile
        label="Bounced"
        value={formatCount(counts.bounced)}
        note={`${formatCount(hard)} hard · ${formatCount(counts.bounced - hard)} soft`}
      />
      <StatTile
        label="Unsubscribed"
        value={formatCount(facts.unsubscribed)}
        note={formatShare(facts.unsubscribed, sent)}
      />
      <StatTile
        label="Marked as spam"
        value={formatCount(facts.complained)}
        note={formatShare(facts.complained, facts.delivered, 2)}
      />
    </StatTiles>
  );
}
