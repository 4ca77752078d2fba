"use client";

import { useClipboard } from "@mantine/hooks";
import { IconAlertCircle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useId } from "react";
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
  const id = useId();
  const { effect, nextStep, requestId } = shown;
  const lines = [effect, nextStep].filter((line) => line !== undefined);
  const offers = onRetry !== undefined || requestId !== undefined;
  return (
    <div
      role="alert"
      className={classes.root}
      aria-labelledby={`${id}-title`}
      aria-describedby={lines.length > 0 || offers ? `${id}-text` : undefined}
    >
      <IconAlertCircle className={classes.icon} size={20} aria-hidden />
      <div className={classes.body}>
        <p id={`${id}-title`} className={classes.title}>
          {shown.message}
        </p>
        <div id={`${id}-text`} className={classes.text}>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {offers && (
            <div className={classes.actions}>
              {onRetry !== undefined && (
                <Button size="xs" variant="default" onClick={onRetry}>
                  Try again
                </Button>
              )}
              {requestId !== undefined && <RequestId id={requestId} />}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  const { copied, copy } = useClipboard();
  return (
    <button type="button" className={classes.requestId} onClick={() => copy(id)}>
      {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      {copied ? "Copied" : "Copy request id"} <code>{id.slice(0, 8)}</code>
    </button>
  );
}
