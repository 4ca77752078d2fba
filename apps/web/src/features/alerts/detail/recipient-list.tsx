"use client";

import { useMediaQuery } from "@mantine/hooks";
import type { AlertView } from "@packpost/core/alert/alert-view";
import type { AlertRecipientLine } from "@packpost/core/alert/person-sql";
import type { AlertRecipientFilter } from "@packpost/core/alert/recipient-filters";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Chip } from "#web/components/choice/chip.tsx";
import { ChipRow } from "#web/components/choice/chip-row.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { formatReasons } from "#web/components/status/alert-reason-words.ts";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { useMore } from "#web/components/table/use-more.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { PeopleList } from "../people/people-list.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { wide } from "../side/use-alert-place.ts";
import { formatAlertTime } from "../words/format-span.ts";
import classes from "./detail.module.css";
import { useUnreached } from "./use-unreached.ts";

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
  const list = useInfiniteQuery(
    trpc.alert.recipients.infiniteQueryOptions(
      { alertId: alert.id, filter, pageSize: 50 },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const { data, error, refetch, isPlaceholderData } = list;
  const people = data?.pages.flatMap((page) => page.people);
  const more = useMore(list);
  const { buckets, audience } = alert;
  const unreached = useUnreached(alert);
  const chips: { filter: AlertRecipientFilter; count?: number }[] = [
    { filter: "all", count: audience },
    ...(["waiting", "sent", "failed", "skipped", "cancelled", "unconfirmed"] as const)
      .filter((one) => buckets[one] > 0 || one === filter)
      .map((one) => ({ filter: one, count: buckets[one] })),
    ...(buckets.sent < audience || filter === "unreached"
      ? [{ filter: "unreached", ...(unreached !== null && { count: unreached.people }) } as const]
      : []),
  ];
  return (
    <section aria-label="Who and what became of it">
      <div className={classes.chips}>
        <ChipRow label="Who is shown">
          {chips.map((one) => (
            <Chip
              key={one.filter}
              chosen={filter === one.filter}
              count={one.count}
              onClick={() => onShow(one.filter)}
            >
              {chipWords[one.filter]}
            </Chip>
          ))}
        </ChipRow>
      </div>
      {error !== null && people === undefined ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : people === undefined ? (
        <p aria-busy="true">Looking…</p>
      ) : people.length === 0 ? (
        <p className={classes.nobody}>Nobody.</p>
      ) : (
        <PeopleList stale={isPlaceholderData} more={more}>
          {people.map((person) => (
            <Person key={person.recipientId} person={person} />
          ))}
        </PeopleList>
      )}
    </section>
  );
}

function Person({ person }: { person: AlertRecipientLine }) {
  const zone = useOrganisationZone();
  // Where the panel lies over the messages, it would cover what the link leads to.
  const staysOpen = useMediaQuery(wide, true, { getInitialValueInEffect: false });
  const { name, shown, startsAt, status, lateJoiner, threadId, customerId, email, heldUntil } = person;
  const now = new Date();
  const facts = [shown ?? "no number", `comes ${formatAlertTime(startsAt, now, zone)}`];
  if (heldUntil !== null) facts.push(`held for the night until ${formatAlertTime(heldUntil, now, zone)}`);
  if (lateJoiner) facts.push("added later");
  if (email !== null) facts.push(`emailed: ${recipientLabels[email.status].toLowerCase()}`);
  const why = person.reasons.length > 0 ? formatReasons(person) : person.providerMessage;
  return (
    <PersonRow
      name={name}
      href={
        threadId === null
          ? `/customers/${customerId}`
          : `/messages/${threadId}${staysOpen ? "?alerts=open" : ""}`
      }
      aside={<RecipientBadge status={status} text />}
      facts={facts}
      why={why}
    />
  );
}
