"use client";

import { TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../form/button.tsx";
import { formatCount } from "../form/format-number.ts";
import { ErrorNotice } from "../page/error-notice.tsx";
import classes from "./confirm-dialog.module.css";
import { Dialog } from "./dialog.tsx";
import { Over } from "./over.tsx";

/** Above this many people one types the number. */
const typeAbove = 500;

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  /** The question: "Send “Spring reopening” to 412 people?" */
  title: string;
  /** The facts: channel, sender, when it will be done, what can be undone. */
  children: ReactNode;
  /** Repeats the count: "Send to 412 people". */
  confirmLabel: string;
  /** How many people it concerns. */
  count: number;
  onConfirm: () => void;
  pending: boolean;
  /** Why the last try did not work. */
  error?: unknown;
  danger?: boolean;
  /** Something in the facts is still open: the button waits. */
  blocked?: boolean;
  /** What makes this another question than before, e.g. another number: it is answered, and typed, anew. */
  question?: string | number | null;
  /** What it asks about has gone on meanwhile: why nobody needs to answer any more. It stays, and says so. */
  over?: string | null;
}

/** The last question before something that reaches people. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, pending, question, over = null } = props;
  return (
    <Dialog opened={opened} onClose={onClose} title={title} width={512} locked={pending}>
      {over === null ? <ConfirmForm key={question} {...props} /> : <Over why={over} onClose={onClose} />}
    </Dialog>
  );
}

/** Mounted with each opening and question, so that a typed number never survives. */
function ConfirmForm({
  onClose,
  children,
  confirmLabel,
  count,
  onConfirm,
  pending,
  error,
  danger = false,
  blocked = false,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Asked anew, the form that had the focus is gone.
    if (document.activeElement !== document.body) return;
    form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, []);
  const mustType = count > typeAbove;
  const ready = !blocked && (!mustType || typed.replaceAll(/\D/g, "") === String(count));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !pending) onConfirm();
  };
  return (
    <form ref={form} onSubmit={submit} className={classes.form}>
      <div className={classes.facts}>{children}</div>
      {mustType && (
        <TextInput
          label={`Type ${formatCount(count)} to go on`}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {error !== undefined && error !== null && <ErrorNotice error={error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={pending}>
          Back
        </Button>
        <Button
          type="submit"
          loading={pending}
          disabled={!ready}
          {...(danger ? { color: "red" } : {})}
          data-autofocus={mustType ? undefined : true}
        >
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
