"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import { useActionState, useEffect, useRef } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { signIn } from "./sign-in.ts";
import classes from "./sign-in-form.module.css";

/** Email and password; password managers and the Enter key work, the typed address survives a mistake. */
export function SignInForm({ next }: { next: string | undefined }) {
  const [problem, action, pending] = useActionState(signIn, undefined);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (problem !== undefined) password.current?.focus();
  }, [problem]);
  return (
    <form action={action} className={classes.form}>
      {problem !== undefined && <ErrorNotice error={problem} />}
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <TextInput
        key={problem?.email ?? ""}
        name="email"
        type="email"
        label="Email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        required
        withAsterisk={false}
        autoFocus
        defaultValue={problem?.email ?? ""}
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
  );
}
