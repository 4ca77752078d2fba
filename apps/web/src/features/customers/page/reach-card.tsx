"use client";

import type { Reason } from "@packpost/core/audience/explain-reasons";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { IconPencil } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Card } from "#web/components/page/card.tsx";
import { fixPlaceOf } from "#web/components/status/fix-place.ts";
import { formatReason, moreAbout, reasonLabels } from "#web/components/status/reason-words.ts";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useEdited } from "../edit/use-edited.ts";
import { emailStateWords, type StateWord, textStateWords, untextableWords } from "../state-words.ts";
import classes from "./overview.module.css";

/** Each way to reach a customer: whether it is open, why not, and what would mend it. */
export function ReachCard({ customer, canEdit }: { customer: CustomerPage; canEdit: boolean }) {
  const { open } = useEdited();
  const zone = useOrganisationZone();
  const { emailState, emailReasons, textState, textReason, email, phone, silent, silentFrom } = customer;
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "long" }).format(silentFrom);
  return (
    <Card
      title="How they can be reached"
      padding="flush"
      tools={
        canEdit ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={14} stroke={1.8} aria-hidden />}
            onClick={() => open(email === null ? "email" : "firstName")}
          >
            Edit
          </Button>
        ) : undefined
      }
    >
      <ul className={classes.list}>
        <Way name="Email" address={email} state={emailStateWords[emailState]}>
          {emailReasons.length === 0 ? (
            <li>{emailStateWords[emailState].meaning}</li>
          ) : (
            emailReasons.map((reason) => (
              <li key={reason.code}>
                <b>{formatReason(reason, new Date(), zone)}.</b>{" "}
                {moreAbout(reason) ?? reasonLabels[reason.code].meaning}{" "}
                <Fix reason={reason} customerId={customer.id} canEdit={canEdit} />
              </li>
            ))
          )}
        </Way>
        <Way name="Texts" address={phone} state={textStateWords[textState]}>
          <li>
            {textReason === null ? textStateWords[textState].meaning : untextableWords[textReason]}{" "}
            {canEdit && textReason === "no_number" && (
              <Link href={`/customers/${customer.id}?edit=phone`} className={classes.fix}>
                Add a number
              </Link>
            )}
          </li>
        </Way>
        <Way
          name="Campaigns"
          address={null}
          state={silent ? silentState : emailState === "subscribed" ? campaignsOn : campaignsOff}
        >
          <li>
            {silent
              ? `Nothing was bought, visited or paid for 2 years, so campaigns ended on ${day}. Their next visit or purchase lifts it.`
              : `Without a visit, purchase or payment campaigns end on ${day}.`}{" "}
            {silent && <Fix reason={{ code: "silent" }} customerId={customer.id} canEdit={canEdit} />}
          </li>
        </Way>
      </ul>
    </Card>
  );
}

/** What would mend it: a link to the very field, for who may change it. */
function Fix({ reason, customerId, canEdit }: { reason: Reason; customerId: string; canEdit: boolean }) {
  const { fix } = reasonLabels[reason.code];
  const place = canEdit ? fixPlaceOf(reason, customerId, null) : null;
  if (fix === null) return null;
  return place === null ? (
    <span className={classes.fix}>{fix}.</span>
  ) : (
    <Link href={place} className={classes.fix}>
      {fix}
    </Link>
  );
}

const campaignsOn = { ...emailStateWords.subscribed, word: "Go to them" };
const campaignsOff = { ...emailStateWords.no_address, word: "Do not reach them" };
const silentState = { ...emailStateWords.no_address, word: "Silent for 2 years" };

function Way({
  name,
  address,
  state,
  children,
}: {
  name: string;
  address: string | null;
  state: StateWord;
  children: ReactNode;
}) {
  return (
    <li className={classes.item}>
      <span className={classes.wayHead}>
        <b>{name}</b>
        <ToneBadge tone={state.tone} icon={state.icon}>
          {state.word}
        </ToneBadge>
      </span>
      {address !== null && <span className={classes.address}>{address}</span>}
      <ul className={classes.why}>{children}</ul>
    </li>
  );
}
