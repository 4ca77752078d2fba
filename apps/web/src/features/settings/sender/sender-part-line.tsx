"use client";

import type { SenderPart } from "@packpost/core/sender/sender-parts";
import { IconCheck, IconHelp, IconX } from "@tabler/icons-react";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { RecordList } from "../part/panel.tsx";
import { senderPartWords } from "./format-sender-check.ts";
import classes from "./sender-check.module.css";

const states = {
  ok: { word: "In order", tone: "spruce", icon: IconCheck },
  missing: { word: "Missing", tone: "red", icon: IconX },
  unknown: { word: "Not known", tone: "marigold", icon: IconHelp },
} as const;

/** One record of the sender's domain: what it is for, whether it is there, and what to add where it is not. */
export function SenderPartLine({ part }: { part: SenderPart }) {
  const { name, meaning } = senderPartWords[part.part];
  const { word, tone, icon } = states[part.state];
  return (
    <li className={classes.part}>
      <div className={classes.name}>
        <h3>{name}</h3>
        <ToneBadge tone={tone} icon={icon}>
          {word}
        </ToneBadge>
      </div>
      <p>{meaning}</p>
      {part.providerMessage !== undefined && <p>{part.providerMessage}</p>}
      {part.record !== undefined && part.state !== "ok" && (
        <RecordList label={`Record to add for ${name}`}>
          <CopiedField label="Type" value={part.record.type} />
          <CopiedField label="Host" value={part.record.host} copy={`Copy the host for ${name}`} />
          <CopiedField label="Value" value={part.record.value} copy={`Copy the value for ${name}`} />
        </RecordList>
      )}
    </li>
  );
}
