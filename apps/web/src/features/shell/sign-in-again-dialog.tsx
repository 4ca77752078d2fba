"use client";

import { Anchor, PasswordInput, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { signInAgain } from "./sign-in-again.ts";
import classes from "./sign-in-again-dialog.module.css";

interface SignInAgainDialogProps {
  /** Whose page it is; anybody else signs in on a page of their own. */
  email: string;
  onClose: () => void;
  onSignedIn: () => void;
}

/** Signs the same person in without leaving the page. */
export function SignInAgainDialog({ email, onClose, onSignedIn }: SignInAgainDialogProps) {
  return (
    <Dialog opened onClose={onClose} title="Sign in again" width={432}>
      <SignInAgainForm email={email} onSignedIn={onSignedIn} />
    </Dialog>
  );
}

function SignInAgainForm({ email, onSignedIn }: Omit<SignInAgainDialogProps, "onClose">) {
  const [problem, action, pending] = useActionState(async (_: ShownError | null, data: FormData) => {
    const found = await signInAgain(email, String(data.get("password")));
    if (found === null) onSignedIn();
    return found;
  }, null);
  const here = window.location.pathname + window.location.search;
  return (
    <form action={action} className={classes.form}>
      {problem !== null && <ErrorNotice error={problem} />}
      <TextInput name="email" type="email" label="Email" value={email} readOnly autoComplete="username" />
      <PasswordInput
        name="password"
        label="Password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
      />
      <Button type="submit" fullWidth loading={pending}>
        Sign in
      </Button>
      <p className={classes.other}>
        Not you? <Anchor href={`/sign-in?next=${encodeURIComponent(here)}`}>Sign in as somebody else</Anchor>
      </p>
    </form>
  );
}
