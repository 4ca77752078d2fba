"use client";

import { Anchor, PasswordInput, TextInput } from "@mantine/core";
import { useActionState, useState, useTransition } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { ProofForm, type Way } from "#web/components/second-step/proof-form.tsx";
import { signInByCode, signInByPasskey } from "#web/components/second-step/sign-in-doors.ts";
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

type Step = NonNullable<Awaited<ReturnType<typeof signInAgain>>>;

function SignInAgainForm({ email, onSignedIn }: Omit<SignInAgainDialogProps, "onClose">) {
  const [again, setAgain] = useState<ShownError | null>(null);
  const [step, action, pending] = useActionState(async (_: Step | null, data: FormData) => {
    const found = await signInAgain(email, String(data.get("password")));
    if (found === null) onSignedIn();
    setAgain(null);
    return found;
  }, null);
  const here = window.location.pathname + window.location.search;
  const problem = step !== null && "problem" in step ? step.problem : again;
  if (step !== null && "secondStep" in step && again === null)
    return <SecondStep ways={step.secondStep} email={email} onSignedIn={onSignedIn} onRestart={setAgain} />;
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

interface SecondStepProps {
  ways: { passkey: boolean; authenticator: boolean };
  email: string;
  onSignedIn: () => void;
  /** It took too long: from the password again. */
  onRestart: (why: ShownError) => void;
}

function SecondStep({ ways, email, onSignedIn, onRestart }: SecondStepProps) {
  const [problem, action, pending] = useActionState(
    async (_: ShownError | null, data: FormData | "passkey"): Promise<ShownError | null> => {
      const answer =
        data === "passkey" ? await signInByPasskey() : await signInByCode(String(data.get("code")));
      if ("problem" in answer) {
        if (answer.restart) onRestart(answer.problem);
        return answer.problem;
      }
      // A passkey of somebody else's: the page is theirs from here on.
      if (answer.email.toLowerCase() !== email.toLowerCase()) window.location.reload();
      else onSignedIn();
      return null;
    },
    null,
  );
  const [, start] = useTransition();
  const offered: Way[] = [];
  if (ways.passkey) offered.push("passkey");
  if (ways.authenticator) offered.push("app");
  const [first = "recovery", ...others] = offered;
  return (
    <ProofForm
      ways={[first, ...others, "recovery"]}
      action={action}
      onPasskey={() => start(() => action("passkey"))}
      pending={pending}
      problem={problem}
      label="Sign in"
    />
  );
}
