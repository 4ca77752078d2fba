"use client";

import { ActionIcon, Popover } from "@mantine/core";
import { recipientStatuses } from "@packpost/core/campaign/buckets";
import { IconHelpCircle } from "@tabler/icons-react";
import { recipientStates } from "./state-vocabulary.ts";
import { RecipientBadge } from "./status-badge.tsx";
import classes from "./status-glossary.module.css";

/** A question mark beside "Status" that explains every state where it is shown (C9). */
export function StatusGlossary() {
  return (
    <Popover width={400} position="bottom-start" shadow="md" withRoles trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={22}
          aria-label="What the states mean"
          className={classes.button}
        >
          <IconHelpCircle size={16} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown tabIndex={0} aria-label="What the states mean" className={classes.list}>
        <dl>
          {recipientStatuses.map((status) => (
            <div key={status} className={classes.entry}>
              <dt>
                <RecipientBadge status={status} />
              </dt>
              <dd>{recipientStates[status].meaning}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
