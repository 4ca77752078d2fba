"use client";

import { NativeSelect } from "@mantine/core";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import type { NoticeExplained } from "@packpost/core/customer/why/explain-notice";
import type { SendingExplained } from "@packpost/core/customer/why/explain-sending";
import type { Sending } from "@packpost/core/customer/why/list-sendings";
import { IconCircleCheck, IconZoomQuestion } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Fragment } from "react";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { fixPlaceOf } from "#web/components/status/fix-place.ts";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { connectionWords } from "../emails/connection-words.ts";
import { formatWhy } from "./format-why.ts";
import classes from "./why-box.module.css";

/** Asks of any campaign, alert, message or other mail or text why somebody did not get it, and answers with what was true then (P8). */
export function WhyBox({ customer }: { customer: Pick<CustomerPage, "id" | "name"> }) {
  const trpc = useTRPC();
  const [chosen, choose] = useQueryState("why", parseAsString);
  const { data: sendings } = useQuery(trpc.customer.sendings.queryOptions({ customerId: customer.id }));
  const first = customer.name.split(" ")[0] ?? customer.name;
  const asked = sendings?.find(({ id }) => id === chosen);
  if (sendings?.length === 0) return null;
  return (
    <section className={classes.box} aria-label={`Why didn’t ${first} get it?`}>
      <IconZoomQuestion className={classes.icon} size={20} stroke={1.7} aria-hidden />
      <div className={classes.ask}>
        <label htmlFor="why-sending">Why didn’t {first} get</label>
        <NativeSelect
          id="why-sending"
          size="xs"
          className={classes.select ?? ""}
          value={asked?.id ?? ""}
          onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
          data={[{ value: "", label: "a campaign, message or mail …" }, ...groupsOf(sendings ?? [])]}
        />
      </div>
      <div className={classes.answer} role="status">
        {asked !== undefined && <Answer customer={customer} name={first} sending={asked} />}
      </div>
    </section>
  );
}

/** Those that were not handed over for them come first: of these somebody asks. */
function groupsOf(sendings: readonly Sending[]) {
  const items = (handedOver: boolean) =>
    sendings
      .filter((sending) => sending.handedOver === handedOver)
      .map((sending) => ({ value: sending.id, label: labelOf(sending) }));
  return [
    { group: "Not sent to them", items: items(false) },
    { group: "Sent to them", items: items(true) },
  ].filter((group) => group.items.length > 0);
}

function labelOf({ kind, name, type }: Sending): string {
  if (kind === "campaign") return name;
  const word = kind === "alert" ? "Alert" : type === null ? "Message" : connectionWords[type].word;
  return `${word}: ${name}`;
}

/** Where the record of it stands. */
function pathOf(customerId: string, found: SendingExplained | NoticeExplained): string {
  if ("message" in found)
    return found.message === null
      ? `/customers/${customerId}/emails?view=notes&read=delivery-${found.id}`
      : `/customers/${customerId}/messages?entry=${found.message.number}`;
  if (found.kind === "alert") return `/messages?alert=${found.id}`;
  return `/campaigns/${found.id}${found.recipientId === null ? "" : `?recipient=${found.recipientId}`}`;
}

function Answer({
  customer,
  name,
  sending,
}: {
  customer: Pick<CustomerPage, "id">;
  name: string;
  sending: Sending;
}) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.customer.why.queryOptions(
      { customerId: customer.id, kind: sending.kind, id: sending.id },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined || isPlaceholderData) return <p className={classes.quiet}>Looking it up …</p>;
  const { got, sentences, helps } = formatWhy(data, name, new Date(), zone);
  const isRecorded = !("recipientId" in data) || data.recipientId !== null;
  return (
    <>
      {got && (
        <p className={classes.got}>
          <IconCircleCheck size={17} stroke={1.8} aria-hidden /> They did get it.
        </p>
      )}
      <p>
        {sentences.join(" ")}{" "}
        <Link href={pathOf(customer.id, data)} prefetch={false}>
          {isRecorded ? "Show the record" : `Open the ${data.kind}`}
        </Link>
      </p>
      {helps.length > 0 && (
        <p className={classes.quiet}>
          What helps:{" "}
          {helps.map(({ words, reason }, at) => {
            const place =
              reason === null ? null : fixPlaceOf(reason, customer.id, "passId" in data ? data.passId : null);
            const told = words.replace(/\.$/, "");
            return (
              <Fragment key={told}>
                {at > 0 && " · "}
                {place === null ? (
                  told
                ) : (
                  <Link href={place} prefetch={false}>
                    {told}
                  </Link>
                )}
              </Fragment>
            );
          })}
        </p>
      )}
    </>
  );
}
