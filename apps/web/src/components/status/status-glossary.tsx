"use client";

import { recipientStatuses } from "@packpost/core/campaign/buckets";
import { Glossary } from "./glossary.tsx";
import { recipientStates } from "./state-vocabulary.ts";
import { RecipientBadge } from "./status-badge.tsx";

/** A question mark beside "Status" that explains every state where it is shown (C9). */
export function StatusGlossary() {
  return (
    <Glossary
      label="What the states mean"
      entries={recipientStatuses.map((status) => ({
        key: status,
        term: <RecipientBadge status={status} />,
        meaning: recipientStates[status].meaning,
      }))}
    />
  );
}
