"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import type { AlertRecipientLine } from "@packpost/core/alert/person-sql";
import type { AlertRecipientFilter } from "@packpost/core/alert/recipient-filters";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatReasons } from "../words/alert-reason-words.ts";
import { formatAlertTime } from "../words/format-span.ts";
import classes from "./detail.module.css";

interface RecipientListProps {
  alert: AlertView;
  filter: AlertRecipientFilter;
  onShow: (filter: AlertRecipientFilter) => void;
}

const chipWords: Readonly<Record<AlertRecipientFilter, string>> = {
  all: "All",
  waiting: "Waiting",
  sent: "Sent",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Cancelled",
  unconfirmed: "Unconfirmed",
  unreached: "Not reached",
};

/** Its people by what became of their text, each number a filter (A8). */
export function RecipientList({ alert, filter, onShow }: RecipientListProps) {
  const trpc = useTRPC();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } =
    useInfiniteQuery(
      trpc.alert.recipients.infiniteQueryOptions(
        { alertId: alert.id, filter, pageSize: 50 },
        { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
      ),
    );
  const people = data?.pages.flatMap((page) => page.people);
  const { buckets, audience } = alert;
  const chips = (["waiting", "sent", "failed", "skipped", "cancelled", "unconfirmed"] as const).filter(
    (one) => buckets[one] > 0 || one === filter,
  );
  return (
    <section aria-label="Who and what became of it">
      <fieldset className={classes.chips} aria-label="Who is shown">
        <Chip word="all" count={audience} chosen={filter} onShow={onShow} />
        {chips.map((one) => (
          <Chip key={one} word={one} count={buckets[one]} chosen={filter} onShow={onShow} />
        ))}
        {(buckets.sent < audience || filter === "unreached") && (
          <Chip word="unreached" chosen={filter} onShow={onShow} />
        )}
      </fieldset>
      {error !== null && people === undefined ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : people === undefined ? (
        <p aria-busy="true">Looking…</p>
      ) : people.length === 0 ? (
        <p className={classes.nobody}>Nobody.</p>
      ) : (
        <ul className={classes.people} data-stale={isPlaceholderData || undefined}>
          {people.map((person) => (
            <Person key={person.recipientId} person={person} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}

interface ChipProps {
  word: AlertRecipientFilter;
  count?: number;
  chosen: AlertRecipientFilter;
  onShow: (filter: AlertRecipientFilter) => void;
}

function Chip({ word, count, chosen, onShow }: ChipProps) {
  return (
    <button
      type="button"
      className={classes.chip}
      aria-pressed={chosen === word}
      onClick={() => onShow(word)}
    >
      {chipWords[word]}
      {count !== undefined && ` ${formatCount(count)}`}
    </button>
  );
}

function Person({ person }: { person: AlertRecipientLine }) {
  const zone = useOrganisationZone();
  const { name, shown, startsAt, status, lateJoiner, threadId, customerId, email, heldUntil } = person;
  const now = new Date();
  const facts = [shown ?? "no number", `comes ${formatAlertTime(startsAt, now, zone)}`];
  if (heldUntil !== null) facts.push(`held for the night until ${formatAlertTime(heldUntil, now, zone)}`);
  if (lateJoiner) facts.push("added later");
  if (email !== null) facts.push(`emailed: ${recipientLabels[email.status].toLowerCase()}`);
  const why = person.reasons.length > 0 ? formatReasons(person) : person.providerMessage;
  return (
    <li className={classes.person}>
      <Link
        href={threadId === null ? `/customers/${customerId}` : `/messages/${threadId}?alerts=open`}
        prefetch={false}
        className={classes.name}
      >
        {name}
      </Link>
      <RecipientBadge status={status} text />
      <small suppressHydrationWarning>{facts.join(" · ")}</small>
      {why !== null && <small className={classes.why}>{why}</small>}
    </li>
  );
}
