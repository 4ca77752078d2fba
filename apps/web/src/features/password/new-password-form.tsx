"use client";

import { PasswordInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { outcomeOf, postJson } from "#web/components/form/post-json.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import classes from "./password.module.css";

/** Sets a new password by a link; then one signs in with it. */
export function NewPasswordForm({ link }: { link: string }) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [pending, setPending] = useState(false);
  const [done, setDone] = useState(false);
  if (done) return <Done />;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    setPending(true);
    setProblem(null);
    const posted = await postJson("/api/password", { action: "set", link, password });
    if ("answer" in posted && outcomeOf(posted.answer) !== "set") return window.location.reload();
    setPending(false);
    if ("problem" in posted) setProblem(posted.problem);
    else setDone(true);
  };
  return (
    <form className={classes.form} onSubmit={submit} method="post">
      {problem !== null && <ErrorNotice error={problem} />}
      <PasswordInput
        name="password"
        label="New password"
        description="At least 12 characters: three or four words do."
        autoComplete="new-password"
        size="md"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
      />
      <Button type="submit" size="md" fullWidth loading={pending}>
        Set the password
      </Button>
    </form>
  );
}

function Done() {
  const words = useRef<HTMLParagraphElement>(null);
  // The form that had the focus is gone.
  useEffect(() => words.current?.focus(), []);
  return (
    <div className={classes.form}>
      <p ref={words} tabIndex={-1} role="status" className={classes.words}>
        Your new password is set, and you are signed out everywhere.
      </p>
      <LinkButton href="/sign-in" size="md" fullWidth>
        Sign in
      </LinkButton>
    </div>
  );
}
