"use client";

import type { CallLine } from "@packpost/core/alert/unreached/read-call-list";
import { IconPrinter } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { PageBody } from "#web/components/page/card.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { formatReasons } from "#web/components/status/alert-reason-words.ts";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { AlertQuote } from "../words/alert-quote.tsx";
import { formatAlertTime, formatSpan } from "../words/format-span.ts";
import { noMailWords } from "../words/no-mail-words.ts";
import classes from "./call-list.module.css";

/** Whom an alert has not reached, by when they come, with every number of the family: on paper, to be called and ticked off (A13). */
export function CallListPage({ alertId }: { alertId: string }) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const { data } = useSuspenseQuery(trpc.alert.callList.queryOptions({ alertId }));
  const { alert, people, isCut } = data;
  return (
    <>
      <PageHeader
        title="Call list"
        breadcrumb={{ label: "Messages", href: `/messages?alerts=open&alert=${alertId}` }}
        facts={`${formatPeople(people.length)} not reached · appointments ${formatSpan({ ...alert.range, zone })}`}
        actions={
          <span className={classes.screen}>
            <Button
              leftSection={<IconPrinter size={17} stroke={1.8} aria-hidden />}
              onClick={() => window.print()}
            >
              Print
            </Button>
          </span>
        }
      />
      <PageBody>
        <div className={classes.quote}>
          <AlertQuote body={alert.body} />
        </div>
        {people.length === 0 ? (
          <p>Everybody was reached: there is nobody to call.</p>
        ) : (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Comes</th>
                <th scope="col">Who</th>
                <th scope="col">Numbers</th>
                <th scope="col">Why not reached</th>
                <th scope="col">Email</th>
                <th scope="col">Called</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <Line key={person.recipientId} person={person} zone={zone} />
              ))}
            </tbody>
          </table>
        )}
        {isCut && <p>Only the first {formatPeople(people.length)} are shown.</p>}
      </PageBody>
    </>
  );
}

function Line({ person, zone }: { person: CallLine; zone: string }) {
  const { name, startsAt, phones, reasons, providerMessage, status } = person;
  const why = reasons.length > 0 ? formatReasons(person) : (providerMessage ?? recipientLabels[status]);
  return (
    <tr>
      <td className={classes.time} suppressHydrationWarning>
        {formatAlertTime(startsAt, new Date(0), zone)}
      </td>
      <th scope="row">
        <Link href={`/customers/${person.customerId}`} prefetch={false} data-touch>
          {name}
        </Link>
      </th>
      <td>
        {phones.length === 0
          ? "none known"
          : phones.map((phone) => (
              <span key={`${phone.name} ${phone.number}`} className={classes.number}>
                <a href={`tel:${phone.number}`}>{phone.shown}</a>
                {phone.name !== name && ` ${phone.name}`}
              </span>
            ))}
      </td>
      <td>{why.replace(/\.?$/, ".")}</td>
      <td>{formatMail(person)}</td>
      <td>
        <span className={classes.box} />
      </td>
    </tr>
  );
}

/** What became of the same as email, or why there is none. */
function formatMail({ email, noMail }: CallLine): string {
  if (email !== null) return `Emailed: ${recipientLabels[email.status].toLowerCase()}.`;
  return noMail === null ? "Not emailed yet." : `Not emailed: ${noMailWords[noMail]}.`;
}
