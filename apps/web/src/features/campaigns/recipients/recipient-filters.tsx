"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { formatLink } from "#web/components/form/format-link.ts";
import { reasonLabels } from "#web/components/status/reason-words.ts";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useKeptUp } from "#web/features/campaigns/detail/use-kept-up.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { chipsOf } from "./recipient-chips.ts";
import classes from "./recipients-card.module.css";
import { narrowing, useRecipientChoice } from "./use-recipient-choice.ts";

/** Figures as chips; the reasons of the skipped; and what a pressed link or point of the chart narrows it to. */
export function RecipientFilters({ campaignId, progress }: { campaignId: string; progress: Progress }) {
  const { figure, link, until, show } = useRecipientChoice();
  const zone = useOrganisationZone();
  return (
    <div className={classes.filters}>
      <FilterChips
        param="status"
        clears={narrowing}
        label="Status"
        all={{ label: "All", count: progress.audience }}
        chips={chipsOf(progress, figure)}
      />
      {figure === "skipped" && <ReasonChips campaignId={campaignId} skipped={progress.counts.skipped} />}
      {figure === "all" && link !== null && (
        <Narrowed onEnd={() => show("all")}>{`Clicked ${formatLink(link)}`}</Narrowed>
      )}
      {until !== null && !Number.isNaN(Date.parse(until)) && (
        <Narrowed onEnd={() => show(figure, {})}>{`By ${formatExactTime(new Date(until), zone)}`}</Narrowed>
      )}
    </div>
  );
}

function ReasonChips({ campaignId, skipped }: { campaignId: string; skipped: number }) {
  const trpc = useTRPC();
  const reasons = useQuery(trpc.campaign.skipReasons.queryOptions({ campaignId }));
  useKeptUp(String(skipped), reasons.refetch);
  if (reasons.isError && reasons.data === undefined)
    return (
      <p className={classes.narrower}>
        <span role="alert">Why they were skipped could not be read.</span>{" "}
        <button type="button" className={classes.narrowed} onClick={() => void reasons.refetch()}>
          Try again
        </button>
      </p>
    );
  if (reasons.data === undefined || reasons.data.length === 0) return null;
  return (
    <div className={classes.narrower}>
      <FilterChips
        param="reason"
        label="Reason"
        all={{ label: "Every reason" }}
        chips={reasons.data.map(({ code, people }) => ({
          value: code,
          label: reasonLabels[code].word,
          count: people,
        }))}
      />
    </div>
  );
}

/** What else the rows are narrowed to, and a press that ends it. */
function Narrowed({ children, onEnd }: { children: string; onEnd: () => void }) {
  return (
    <p className={classes.narrower}>
      <button
        type="button"
        className={classes.narrowed}
        onClick={onEnd}
        aria-label={`${children}: show all again`}
      >
        <span>{children}</span> <IconX size={14} stroke={2} aria-hidden />
      </button>
    </p>
  );
}
