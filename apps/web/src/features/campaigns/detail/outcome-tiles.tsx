import type { Progress } from "@packpost/core/campaign/get-progress";
import Link from "next/link";
import { formatCount, formatShare } from "#web/components/format-number.ts";
import { StatTile, StatTiles } from "#web/components/stat-tile.tsx";

interface OutcomeTilesProps {
  progress: Progress;
  /** Whether this person may see whom nobody writes to any more. */
  canSeeSuppressions: boolean;
}

/** The figures people ask for. Opens and clicks count people; machines stand beside (C11). Rates are of those sent. */
export function OutcomeTiles({ progress, canSeeSuppressions }: OutcomeTilesProps) {
  const { counts, facts, buckets } = progress;
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
        note={
          <>
            {formatCount(hard)} hard · {formatCount(counts.bounced - hard)} soft
            {canSeeSuppressions && hard > 0 && <Blocked reason="hard_bounce" />}
          </>
        }
      />
      <StatTile
        label="Unsubscribed"
        value={formatCount(facts.unsubscribed)}
        note={formatShare(facts.unsubscribed, sent)}
      />
      <StatTile
        label="Marked as spam"
        value={formatCount(facts.complained)}
        note={
          <>
            {formatShare(facts.complained, facts.delivered, 2)}
            {canSeeSuppressions && facts.complained > 0 && <Blocked reason="complaint" />}
          </>
        }
      />
    </StatTiles>
  );
}

/** Leads to the addresses that are not written to any more, for this reason. */
function Blocked({ reason }: { reason: "hard_bounce" | "complaint" }) {
  return (
    <>
      {" · "}
      <Link href={`/settings/suppressions?reason=${reason}`} prefetch={false}>
        blocked addresses
      </Link>
    </>
  );
}
