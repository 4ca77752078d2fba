"use client";

import type { AlertDraft } from "@packpost/core/alert/alert-draft";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { describeText } from "@packpost/core/texting/describe-text";
import { MOST_CHARACTERS } from "@packpost/core/texting/most-characters";
import dynamic from "next/dynamic";
import { useEffect, useEffectEvent, useId, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { TextParts } from "#web/components/form/text-parts.tsx";
import { formatLength } from "#web/components/time/format-length.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { again, type Earlier } from "../words/again.ts";
import { formatEnd } from "../words/format-span.ts";
import { AudienceCard } from "./audience-card.tsx";
import classes from "./compose.module.css";
import { RangeChoice } from "./range-choice.tsx";
import { useAlertDraft } from "./use-alert-draft.ts";
import { type CountedPreview, useAlertPreview } from "./use-alert-preview.ts";

const SendDialog = dynamic(
  () => loadLater(() => import("./send-dialog.tsx")).then((module) => module.SendDialog),
  { ssr: false },
);

interface Asked {
  readonly range: AlertRange;
  readonly body: string;
  readonly counted: CountedPreview;
}

/** What is to be said and to whom (A2–A5). */
export function ComposeAlert({ draft, staffMemberId }: { draft: AlertDraft; staffMemberId: string }) {
  const { written, write, version, other, choose, clear } = useAlertDraft(draft, staffMemberId);
  const { range, body } = written;
  const [againOf, setAgainOf] = useState<string | null>(null);
  // What is asked about stands while it is asked, whatever comes from elsewhere.
  const [asked, ask] = useState<Asked | null>(null);
  const preview = useAlertPreview(range);
  const counted = range !== null && preview.data?.outcome === "counted" ? preview.data : null;
  const fieldId = useId();
  const begin = useEffectEvent((earlier: Earlier) => {
    setAgainOf(earlier.id);
    write({ range: earlier.range, body: earlier.body });
    document.getElementById(fieldId)?.focus();
  });
  useEffect(() => again.subscribe(begin), []);
  const ready =
    counted !== null && counted.receiving > 0 && body.trim() !== "" && body.length <= MOST_CHARACTERS;
  return (
    <section className={classes.compose} aria-label="New alert">
      {other !== null && (
        <div className={classes.other} role="status">
          <p>You have written another alert on another device: “{other.body.slice(0, 80)}”</p>
          <Button size="compact-sm" variant="default" onClick={() => choose("theirs")}>
            Take that one
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => choose("mine")}>
            Keep this one
          </Button>
        </div>
      )}
      <RangeChoice range={range} onChoose={(chosen) => write({ range: chosen })} />
      <AudienceCard range={range} preview={preview} />
      <div className={classes.text}>
        <label htmlFor={fieldId}>Text</label>
        <textarea
          id={fieldId}
          placeholder="The Elm Street gate stays closed tomorrow. Please use the river entrance."
          value={body}
          onChange={(event) => write({ body: event.currentTarget.value })}
        />
        <div className={classes.counter}>
          {body !== "" && (
            <TextParts
              {...describeText(body)}
              onReplace={({ character, plain }) => write({ body: body.replaceAll(character, plain) })}
            />
          )}
        </div>
      </div>
      <div className={classes.send}>
        <Pace counted={counted} />
        <Button
          disabled={!ready}
          onClick={() => counted !== null && range !== null && ask({ range, body, counted })}
        >
          {counted === null || counted.receiving === 0
            ? "Send"
            : `Send to ${formatPeople(counted.receiving)}`}
        </Button>
      </div>
      {asked !== null && (
        <SendDialog
          {...{ ...asked, againOf, version }}
          counted={range === asked.range && counted !== null ? counted : asked.counted}
          onClose={() => ask(null)}
          onCountAgain={() => void preview.refetch()}
          onSent={() => {
            ask(null);
            setAgainOf(null);
            void clear();
          }}
        />
      )}
    </section>
  );
}

/** How fast, and until when. */
function Pace({ counted }: { counted: CountedPreview | null }) {
  const zone = useOrganisationZone();
  if (counted === null || counted.receiving === 0)
    return <p className={classes.pace}>Send is off until there are people and a text.</p>;
  const { msPerText, pace, held } = counted;
  const ends = formatEnd(new Date(), pace.seconds, zone);
  return (
    <p className={classes.pace} suppressHydrationWarning>
      One every {formatLength(Math.max(1, Math.round(msPerText / 1_000)))}, done by {ends}
      {pace.othersBetween > 0 && ", in turn with other alerts"}
      {held !== null &&
        (held.people === counted.receiving
          ? " after the night"
          : `: ${formatCount(held.people)} of them after the night`)}
    </p>
  );
}
