"use client";

import { bounceWords, dropReasons } from "@packpost/core/campaign/outcome-kinds";
import { Glossary } from "#web/components/status/glossary.tsx";
import { bounceKinds, dropKinds } from "#web/components/status/outcome-kind-labels.ts";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { reasonEntries } from "#web/features/campaigns/audience/reason-glossary.tsx";

const kinds = [
  ...bounceWords.map((kind) => ({ key: `bounce ${kind}`, ...bounceKinds[kind] })),
  ...dropReasons.map((reason) => ({ key: `drop ${reason}`, ...dropKinds[reason] })),
];
const entries = [
  ...kinds.map(({ key, word, meaning, advice }) => ({
    key,
    term: <ToneBadge tone="red">{word}</ToneBadge>,
    meaning: `${meaning} ${advice}`,
  })),
  ...reasonEntries,
];

/** A question mark beside why somebody did not get it: kinds of bounces and refusals, reasons to skip. */
export function OutcomeGlossary() {
  return <Glossary label="What the reasons mean" entries={entries} />;
}
