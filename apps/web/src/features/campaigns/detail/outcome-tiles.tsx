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
        note={noteOf(facts.delivered, facts.delivered, sent)}
      />
      <StatTile
        label="Opened by people"
        value={formatCount(facts.opened)}
        note={noteOf(facts.opened, facts.opened_any, sent)}
      />
      <StatTile
        label="Clicked"
        value={formatCount(facts.clicked)}
        note={noteOf(facts.clicked, facts.clicked_any, sent)}
      />
      <StatTile
        label="Bounced"
        value={formatCount(counts.bounced)}
        note={
          counts.bounced > 0 && (
            <>
              {formatCount(hard)} hard · {formatCount(counts.bounced - hard)} soft
              {canSeeSuppressions && hard > 0 && <Blocked reason="hard_bounce" />}
            </>
          )
        }
      />
      <StatTile
        label="Unsubscribed"
        value={formatCount(facts.unsubscribed)}
        note={noteOf(facts.unsubscribed, facts.unsubscribed, sent)}
      />
      <StatTile
        label="Spam complaints"
        value={formatCount(facts.complained)}
        note={
          facts.delivered > 0 && (
            <>
              {formatShare(facts.complained, facts.delivered, 2)}
              {canSeeSuppressions && facts.complained > 0 && <Blocked reason="complaint" />}
            </>
          )
        }
      />
    </StatTiles>
  );
}

/** "53.2 % · +1 machine"; nothing where there is nothing to say. */
function noteOf(people: number, any: number, sent: number): string | undefined {
  const machines = any - people;
  const parts = [
    sent > 0 ? formatShare(people, sent) : null,
    machines > 0 ? `+${formatCount(machines)} ${machines === 1 ? "machine" : "machines"}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(" · ");
}

/** Leads to the addresses that are not written to any more, for this reason. */
function Blocked({ reason }: { reason: "hard_bounce" | "complaint" }) {
  return (
    <>
      {" · "}
      <Link href={`/settings/blocked-addresses?reason=${reason}`} prefetch={false}>
        blocked addresses
      </Link>
    </>
  );
}
