"use client";

import { everyReasonCode } from "@packpost/core/audience/reasons";
import { Glossary } from "#web/components/status/glossary.tsx";
import { reasonLabels } from "#web/components/status/reason-words.ts";
import { ToneBadge } from "#web/components/status/status-badge.tsx";

/** Every reason not to receive a campaign, explained, with what helps (C4, C9). */
export const reasonEntries = everyReasonCode.map((code) => ({
  key: code,
  term: <ToneBadge tone={reasonLabels[code].tone}>{reasonLabels[code].word}</ToneBadge>,
  meaning: `${reasonLabels[code].meaning}${reasonLabels[code].fix === null ? "" : ` ${reasonLabels[code].fix}.`}`,
}));

/** A question mark beside the reasons. */
export function ReasonGlossary() {
  return <Glossary label="What the reasons mean" entries={reasonEntries} />;
}
