"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { NewPasswordInput } from "#web/components/form/new-password-input.tsx";
import { usePost } from "#web/components/form/use-post.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import classes from "./password.module.css";

/** Sets a new password by a link; then one signs in with it. */
export function NewPasswordForm({ link }: { link: string }) {
  const [done, setDone] = useState(false);
  const { post, pending, problem } = usePost("/api/password", (outcome) => {
    const isSet = outcome === "set";
    if (isSet) setDone(true);
    else window.location.reload();
    return !isSet;
  });
  if (done) return <Done />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    void post({ action: "set", link, password });
  };
  return (
    <form className={classes.form} onSubmit={submit} method="post">
      {problem !== null && <ErrorNotice error={problem} />}
      <NewPasswordInput label="New password" />
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
