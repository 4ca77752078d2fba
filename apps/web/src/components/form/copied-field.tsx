"use client";

import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** One line of a `dl`: a value to be put somewhere else as it is. @param props.copy what the button says */
export function CopiedField({
  label,
  value,
  copy: copyLabel,
}: {
  label: string;
  value: string;
  copy?: string;
}) {
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
