"use client";

import { ActionIcon, CopyButton } from "@mantine/core";
import type { SenderPart } from "@packpost/core/sender/sender-parts";
import { IconCheck, IconCopy, IconHelp, IconX } from "@tabler/icons-react";
import { ToneBadge } from "#web/components/status-badge.tsx";
import classes from "./sender-check.module.css";
import { senderPartWords } from "./word-sender-check.ts";

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
      {part.words !== undefined && <p>{part.words}</p>}
      {part.record !== undefined && part.state !== "ok" && (
        <dl className={classes.record} aria-label={`Record to add for ${name}`}>
          <Field label="Type" value={part.record.type} />
          <Field label="Host" value={part.record.host} copy={`Copy the host for ${name}`} />
          <Field label="Value" value={part.record.value} copy={`Copy the value for ${name}`} />
        </dl>
      )}
    </li>
  );
}

function Field({ label, value, copy: copyLabel }: { label: string; value: string; copy?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
        {copyLabel !== undefined && (
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={copied ? "Copied" : copyLabel}
                title={copied ? "Copied" : copyLabel}
                onClick={copy}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            )}
          </CopyButton>
        )}
      </dd>
    </div>
  );
}
