"use client";

import type { Writing } from "@packpost/core/customer/write/get-writing";
import { IconAlertCircle, IconInfoCircle } from "@tabler/icons-react";
import Link from "next/link";
import { blockPathOf } from "#web/components/status/block-path.ts";
import { formatReason, moreAbout, reasonLabels } from "#web/components/status/reason-words.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import classes from "./write.module.css";

/** To whom and from whom, where answers go, and what forbids a mail, or does not. */
export function Addressee({
  customerId,
  name,
  writing,
}: {
  customerId: string;
  name: string;
  writing: Writing;
}) {
  const { to, barriers, sender, answersGoTo, unsubscribed } = writing;
  return (
    <div className={classes.envelope}>
      <dl className={classes.lines}>
        <div>
          <dt>To</dt>
          <dd>{to === null ? `${name} (no address)` : `${name} <${to}>`}</dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>
            {sender.name} &lt;{sender.email}&gt;
          </dd>
        </div>
        <div>
          <dt>Answers</dt>
          <dd>
            {answersGoTo === null ? "come into the family’s conversation" : `go to ${answersGoTo} alone`}
          </dd>
        </div>
      </dl>
      {barriers.length > 0 && <Barriers {...{ customerId, barriers, to }} />}
      {unsubscribed && barriers.length === 0 && (
        <p className={classes.note}>
          <IconInfoCircle size={17} stroke={1.7} aria-hidden />
          {name} wants no campaigns. A single mail about their own affairs goes all the same.
        </p>
      )}
    </div>
  );
}

function Barriers({ customerId, barriers, to }: Pick<Writing, "barriers" | "to"> & { customerId: string }) {
  const zone = useOrganisationZone();
  return (
    <div className={classes.barriers} role="status">
      <IconAlertCircle size={18} stroke={1.8} aria-hidden />
      <ul>
        {barriers.map((reason) => {
          const block = blockPathOf(reason.code, to);
          return (
            <li key={reason.code}>
              <b>No mail can go there. {formatReason(reason, new Date(), zone)}.</b>{" "}
              {moreAbout(reason) ?? reasonLabels[reason.code].meaning}{" "}
              <Link href={`/customers/${customerId}?edit=email`} prefetch={false}>
                {to === null ? "Add an address" : "Change the address"}
              </Link>
              {block !== null && (
                <>
                  {" · "}
                  <Link href={block} prefetch={false}>
                    Look at the block
                  </Link>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
