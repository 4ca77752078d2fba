"use client";

import { TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { Button } from "#web/components/form/button.tsx";
import { NewPasswordInput } from "#web/components/form/new-password-input.tsx";
import { usePost } from "#web/components/form/use-post.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { enter } from "./enter.ts";
import classes from "./invitation.module.css";

/** A new person says their name and chooses a password; then they are in. */
export function JoinForm({ link, name }: { link: string; name: string }) {
  const { post, pending, problem } = usePost("/api/invitation", enter);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = { name: String(data.get("name") ?? ""), password: String(data.get("password") ?? "") };
    void post({ action: "join", link, ...typed });
  };
  return (
    <form className={classes.form} onSubmit={submit} method="post">
      {problem !== null && <ErrorNotice error={problem} />}
      <TextInput
        name="name"
        label="Your name"
        description="As colleagues and customers read it"
        autoComplete="name"
        size="md"
        required
        withAsterisk={false}
        maxLength={120}
        defaultValue={name}
      />
      <NewPasswordInput label="Password" />
      <Button type="submit" size="md" fullWidth loading={pending}>
        Join
      </Button>
    </form>
  );
}
