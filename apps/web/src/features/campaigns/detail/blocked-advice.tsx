"use client";

import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./campaign-detail.module.css";

/** What to tell a customer whose mail is blocked (article 003), with the sender's address to copy. */
export function BlockedAdvice({ sender }: { sender: string }) {
  return (
    <div className={classes.advice}>
      <p>
        If a customer does not find it in their spam folder either, ask them to add the sender's address to
        their approved senders, or to ask their mail provider not to block it any more.
      </p>
      <CopyButton value={sender}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          >
            {copied ? "Copied" : sender}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
