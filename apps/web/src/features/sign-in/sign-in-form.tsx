"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import dynamic from "next/dynamic";
import { useActionState, useEffect, useRef } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { signIn } from "./sign-in.ts";
import classes from "./sign-in-form.module.css";

/** Rendered with the page, too: the second step works before its scripts have loaded. */
const SecondStepForm = dynamic(() =>
  import("./second-step-form.tsx").then((module) => module.SecondStepForm),
);

/** Email and password; password managers and the Enter key work, the typed address survives a mistake. Then the second step. */
export function SignInForm({ next }: { next: string | undefined }) {
  const [state, action, pending] = useActionState(signIn, undefined);
  const password = useRef<HTMLInputElement>(null);
  const problem = state?.problem ?? null;
  useEffect(() => {
    if (problem !== null) password.current?.focus();
  }, [problem]);
  if (state && state.secondStep !== null)
    return (
      <SecondStepForm
        ways={state.secondStep}
        action={action}
        pending={pending}
        problem={problem}
        next={next}
      />
    );
  return (
    <>
      <form action={action} className={classes.form}>
        {problem !== null && <ErrorNotice error={problem} />}
        {next !== undefined && <input type="hidden" name="next" value={next} />}
        <TextInput
          key={state?.email ?? ""}
          name="email"
          type="email"
          label="Email"
          autoComplete="username webauthn"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
          autoFocus
          defaultValue={state?.email ?? ""}
        />
        <PasswordInput
          ref={password}
          name="password"
          label="Password"
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        />
        <Button type="submit" size="md" fullWidth loading={pending} className={classes.submit}>
          Sign in
        </Button>
        <p className={classes.forgot}>
          <a href="/password">Forgot your password?</a>
        </p>
      </form>
      <PasskeyButton next={next} />
    </>
  );
}
