"use client";

import type { AlertPerson } from "@packpost/core/alert/list-alert-people";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Chip } from "#web/components/choice/chip.tsx";
import { ChipRow } from "#web/components/choice/chip-row.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { formatReasons } from "#web/components/status/alert-reason-words.ts";
import { useMore } from "#web/components/table/use-more.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { PeopleList } from "../people/people-list.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { formatAlertTime, formatSpan } from "../words/format-span.ts";
import classes from "./compose.module.css";
import type { CountedPreview } from "./use-alert-preview.ts";

interface PeopleDialogProps {
  range: AlertRange;
  counted: CountedPreview;
  onClose: () => void;
}

/** Who exactly, and who not and why (A3, A14). */
export function PeopleDialog({ range, counted, onClose }: PeopleDialogProps) {
  const [show, setShow] = useState<"receiving" | "skipped">(counted.receiving > 0 ? "receiving" : "skipped");
  const sides = [
    { side: "receiving", words: "Get the text", count: counted.receiving },
    { side: "skipped", words: "Not reached", count: counted.people - counted.receiving },
  ] as const;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Appointments ${formatSpan(counted)}`}
      width={460}
      placement="side"
    >
      <ChipRow label="Who is shown">
        {sides.map(({ side, words, count }) => (
          <Chip key={side} chosen={show === side} count={count} onClick={() => setShow(side)}>
            {words}
          </Chip>
        ))}
      </ChipRow>
      <People key={show} range={range} show={show} />
    </Dialog>
  );
}

function People({ range, show }: { range: AlertRange; show: "receiving" | "skipped" }) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.alert.people.infiniteQueryOptions(
      { range, show, pageSize: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const { data, error, refetch } = list;
  const more = useMore(list);
  const people = data?.pages.flatMap((page) => page.people);
  if (error !== null && people === undefined)
    return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (people === undefined) return <p aria-busy="true">Looking…</p>;
  if (people.length === 0)
    return (
      <p className={classes.nobody}>
        {show === "receiving" ? "Nobody of this range can be texted." : "Everybody of this range gets it."}
      </p>
    );
  return (
    <PeopleList more={more}>
      {people.map((person) => (
        <Person key={person.customerId} person={person} />
      ))}
    </PeopleList>
  );
}

function Person({ person }: { person: AlertPerson }) {
  const zone = useOrganisationZone();
  const { name, number, startsAt, appointments, customerId, reasons } = person;
  return (
    <PersonRow
      name={name}
      href={`/customers/${customerId}`}
      aside={
        <span data-when suppressHydrationWarning>
          {formatAlertTime(startsAt, new Date(), zone)}
          {appointments > 1 && ` and ${formatCount(appointments - 1)} more`}
        </span>
      }
      facts={number === null ? [] : [number]}
      why={reasons.length === 0 ? null : formatReasons({ ...person, sent: false })}
    />
  );
}
