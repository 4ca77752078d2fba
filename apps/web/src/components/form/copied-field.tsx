"use client";

import { CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { IconButton } from "#web/components/form/icon-button.tsx";

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
              <IconButton
                aria-label={copied ? "Copied" : copyLabel}
                title={copied ? "Copied" : copyLabel}
                onClick={copy}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </IconButton>
            )}
          </CopyButton>
        )}
      </dd>
    </div>
  );
}
