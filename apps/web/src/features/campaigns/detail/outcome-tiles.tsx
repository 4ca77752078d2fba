"use client";

import { countOf, type FigureName } from "@packpost/core/campaign/figures";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import Link from "next/link";
import type { ReactNode } from "react";
import { FigureButton } from "#web/components/chart/figure-button.tsx";
import { StatTile, StatTiles } from "#web/components/chart/stat-tile.tsx";
import { formatCount, formatShare } from "#web/components/form/format-number.ts";
import { useRecipientChoice } from "#web/features/campaigns/recipients/use-recipient-choice.ts";
import classes from "./outcome-tiles.module.css";

interface OutcomeTilesProps {
  progress: Progress;
  /** Whether this person may see whom nobody writes to any more. */
  canSeeSuppressions: boolean;
}

/**
 * The figures people ask for, each a filter of the recipients below. Opens and clicks count people; machines stand beside
 * (C11). Each share names its base: people sent to, and for complaints, which only who received it can make, delivered.
 */
export function OutcomeTiles({ progress, canSeeSuppressions }: OutcomeTilesProps) {
  const { isShown, show } = useRecipientChoice();
  const n = (name: FigureName) => countOf(progress, name);
  const { sent } = progress.buckets;
  const tile = (label: string, name: FigureName, note: ReactNode) => (
    <StatTile
      label={label}
      value={formatCount(n(name))}
      note={note}
      pressed={isShown(name)}
      onPress={() => show(name)}
    />
  );
  const part = (name: FigureName, words: string) =>
    n(name) > 0 && (
      <FigureButton pressed={isShown(name)} onPress={() => show(name)}>
        {words}
      </FigureButton>
    );
  const share = (name: FigureName) =>
    sent > 0 && `${formatShare(n(name), sent)} of ${formatCount(sent)} sent`;
  const machines = (name: "bot_opened" | "bot_clicked") =>
    part(name, `+${formatCount(n(name))} ${n(name) === 1 ? "machine" : "machines"}`);
  return (
    <StatTiles>
      {tile("Delivered", "delivered", share("delivered"))}
      {tile("Opened by people", "opened", <Parts of={[share("opened"), machines("bot_opened")]} />)}
      {tile("Clicked", "clicked", <Parts of={[share("clicked"), machines("bot_clicked")]} />)}
      {tile(
        "Bounced",
        "bounced",
        sent > 0 && (
          <Parts
            of={[
              share("bounced"),
              part("hard_bounced", `${formatCount(n("hard_bounced"))} hard`),
              part("soft_bounced", `${formatCount(n("soft_bounced"))} soft`),
              canSeeSuppressions && n("hard_bounced") > 0 && <Blocked reason="hard_bounce" />,
            ]}
          />
        ),
      )}
      {tile("Unsubscribed", "unsubscribed", share("unsubscribed"))}
      {tile(
        "Spam complaints",
        "spam_complaint",
        n("delivered") > 0 && (
          <Parts
            of={[
              `${formatShare(n("spam_complaint"), n("delivered"), 2)} of ${formatCount(n("delivered"))} delivered`,
              canSeeSuppressions && n("spam_complaint") > 0 && <Blocked reason="complaint" />,
            ]}
          />
        ),
      )}
    </StatTiles>
  );
}

/** "53.2 % · +1 machine", leaving out what there is not. */
function Parts({ of }: { of: readonly ReactNode[] }) {
  const there = of.filter((part) => part !== null && part !== false);
  return (
    <span className={classes.parts}>
      {there.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a tile keep their order
        <span key={index}>{part}</span>
      ))}
    </span>
  );
}

/** Leads to the addresses that are not written to any more, for this reason. */
function Blocked({ reason }: { reason: "hard_bounce" | "complaint" }) {
  return (
    <Link href={`/settings/blocked-addresses?reason=${reason}`} prefetch={false}>
      blocked addresses
    </Link>
  );
}
