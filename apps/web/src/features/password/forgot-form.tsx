"use client";

import { TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { usePost } from "#web/components/form/use-post.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import classes from "./password.module.css";

/** Asks for a link to a new password. What it says is the same whether anybody has that address or not. */
export function ForgotForm() {
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const { post, pending, problem } = usePost("/api/password", () => {
    setAsked(true);
    return false;
  });
  if (asked) return <Asked address={typed.trim()} onAgain={() => setAsked(false)} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = String(new FormData(event.currentTarget).get("email") ?? "");
    setTyped(address);
    void post({ action: "ask", address });
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
