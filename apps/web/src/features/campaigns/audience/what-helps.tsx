"use client";

import type { Reason } from "@packpost/core/audience/explain-reasons";
import type { AudiencePerson } from "@packpost/core/audience/list-audience";
import Link from "next/link";
import { use } from "react";
import { blockPathOf } from "#web/components/status/block-path.ts";
import { fixPlaceOf } from "#web/components/status/fix-place.ts";
import { reasonLabels } from "#web/components/status/reason-words.ts";
import { useChangeQuery } from "#web/components/table/query-state.ts";
import { addFallback } from "#web/features/campaigns/editor/text/add-fallback.ts";
import classes from "./audience.module.css";
import { type Review, ReviewContext } from "./review-context.ts";
import { TakeOff } from "./take-off.tsx";

/** What would let this person receive it: a link or an action wherever Packpost has the place, else words (C4). */
export function WhatHelps({ person }: { person: AudiencePerson }) {
  const review = use(ReviewContext);
  if (review === null) return null;
  if (person.reasons.length === 0 && review.isDraft && review.lacking !== null) {
    const { lacking } = review;
    return (
      <span className={classes.helps} data-wide="true">
        <button type="button" className={classes.help} onClick={() => addFallback(lacking)}>
          Add a fallback
        </button>
      </span>
    );
  }
  const helps = person.reasons.flatMap((reason) => {
    const help = helpOf(reason, person, review);
    return help === null ? [] : [<span key={reason.code}>{help}</span>];
  });
  if (helps.length === 0) return <span data-none />;
  return (
    <span className={classes.helps} data-wide="true">
      {helps}
    </span>
  );
}

function helpOf(reason: Reason, person: AudiencePerson, review: Review) {
  const { code, providerMessage } = reason;
  const { fix } = reasonLabels[code];
  const block = review.canSeeSuppressions ? blockPathOf(code, person.email) : null;
  if (block !== null)
    return (
      <Link href={block} prefetch={false} className={classes.help}>
        {fix ?? "Look at the block"}
      </Link>
    );
  const place = fixPlaceOf(reason, person.customerId, review.passId);
  if (place !== null && fix !== null)
    return (
      <Link href={place} prefetch={false} className={classes.help}>
        {fix}
      </Link>
    );
  if (code === "same_mailbox") return <ShowMailbox search={person.email ?? providerMessage ?? ""} />;
  if (code === "excluded_by_hand" && review.canTakeOff)
    return <TakeOff campaignId={review.campaignId} person={person} />;
  return fix;
}

/** Everybody with this mailbox, whoever receives it among them. */
function ShowMailbox({ search }: { search: string }) {
  const change = useChangeQuery();
  if (search === "") return null;
  return (
    <button
      type="button"
      className={classes.help}
      onClick={() => change({ show: null, find: search }, "push")}
    >
      Show who receives it
    </button>
  );
}
