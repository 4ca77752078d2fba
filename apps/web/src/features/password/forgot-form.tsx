"use client";

import { TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { postJson } from "#web/components/form/post-json.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import classes from "./password.module.css";

/** Asks for a link to a new password. What it says is the same whether anybody has that address or not. */
export function ForgotForm() {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [pending, setPending] = useState(false);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  if (askedFor !== null) return <Asked address={askedFor} onAgain={() => setAskedFor(null)} />;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const address = String(new FormData(event.currentTarget).get("email") ?? "");
    setPending(true);
    setProblem(null);
    const posted = await postJson("/api/password", { action: "ask", address });
    setPending(false);
    if ("problem" in posted) setProblem(posted.problem);
    else setAskedFor(address.trim());
  };
  return (
    <form className={classes.form} onSubmit={submit} method="post">
      {problem !== null && <ErrorNotice error={problem} />}
      <TextInput
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
      />
      <Button type="submit" size="md" fullWidth loading={pending}>
        Mail me a link
      </Button>
    </form>
  );
}

function Asked({ address, onAgain }: { address: string; onAgain: () => void }) {
  const words = useRef<HTMLParagraphElement>(null);
  // The form that had the focus is gone.
  useEffect(() => words.current?.focus(), []);
  return (
    <div className={classes.form}>
      <p ref={words} tabIndex={-1} role="status" className={classes.words}>
        If somebody signs in with <b>{address}</b>, a mail with a link is on its way there. The link works for
        30 minutes. Nothing came? Look into the spam folder, and check the address.
      </p>
      <Button variant="default" fullWidth onClick={onAgain}>
        Use another address
      </Button>
    </div>
  );
}
