"use client";

import type { ReactNode } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import classes from "./form-dialog.module.css";

interface FormDialogProps {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  /** It is being saved: the dialog stays. */
  pending: boolean;
  /** Why the last try did not work; null = it did, or there was none. */
  error: unknown;
  /** Somebody has changed the same meanwhile; what the form holds now is kept by pressing again. */
  conflict?: boolean;
  /** What stands there now, as they wrote it: "Email address: ana@mail.example". */
  theirs?: readonly string[];
  submit: string;
  /** Something must be chosen first. */
  blocked?: boolean;
  children: ReactNode;
}

/** A small form above the page that it belongs to: fields, what is wrong, and two buttons. */
export function FormDialog({
  title,
  onClose,
  onSubmit,
  pending,
  error,
  conflict = false,
  theirs = [],
  submit,
  blocked = false,
  children,
}: FormDialogProps) {
  return (
    <Dialog inUrl opened onClose={onClose} title={title} width={480} locked={pending}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending && !blocked) onSubmit();
        }}
      >
        {children}
        {conflict && (
          <ErrorNotice
            error={{
              message: "Somebody has changed this meanwhile, so nothing was saved.",
              ...(theirs.length > 0 && { effect: `They wrote: ${theirs.join(" · ")}` }),
              nextStep: `Press ${submit} again to keep what stands here.`,
            }}
          />
        )}
        {error !== null && <ErrorNotice error={error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={pending}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={blocked}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
