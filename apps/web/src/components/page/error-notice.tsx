"use client";

import { Alert, CopyButton } from "@mantine/core";
import { IconAlertCircle, IconCheck, IconCopy } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import classes from "./error-notice.module.css";
import { type ShownError, shownErrorOf } from "./shown-error.ts";

interface ErrorNoticeProps {
  /** Whatever was thrown or returned by a query or mutation, or words of one's own. */
  error: unknown;
  /** Tries the same again. */
  onRetry?: () => void;
}

/** An error where the mistake was made: cause, effect, next step, and a request id to copy. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const shown: ShownError = shownErrorOf(error);
  return (
    <Alert
      className={classes.root ?? ""}
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertCircle aria-hidden />}
      title={shown.message}
    >
      {shown.effect !== undefined && <p className={classes.line}>{shown.effect}</p>}
      {shown.nextStep !== undefined && <p className={classes.line}>{shown.nextStep}</p>}
      {(onRetry !== undefined || shown.requestId !== undefined) && (
        <div className={classes.actions}>
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {shown.requestId !== undefined && <RequestId id={shown.requestId} />}
        </div>
      )}
    </Alert>
  );
}

function RequestId({ id }: { id: string }) {
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <button type="button" className={classes.requestId} onClick={copy}>
          {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          {copied ? "Copied" : "Copy request id"} <code>{id.slice(0, 8)}</code>
        </button>
      )}
    </CopyButton>
  );
}
