"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { outcomeOf, postJson } from "#web/components/form/post-json.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import classes from "./invitation.module.css";

/** A new person says their name and chooses a password; then they are in. */
export function JoinForm({ link, name }: { link: string; name: string }) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const typed = { name: String(data.get("name") ?? ""), password: String(data.get("password") ?? "") };
    const posted = await postJson("/api/invitation", { action: "join", link, ...typed });
    if ("problem" in posted) {
      setProblem(posted.problem);
      return setPending(false);
    }
    // Anything but a session of one's own is said by this page, read anew.
    if (outcomeOf(posted.answer) !== "joined") return window.location.reload();
    window.location.assign("/");
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
      <PasswordInput
        name="password"
        label="Password"
        description="At least 12 characters: three or four words do."
        autoComplete="new-password"
        size="md"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
      />
      <Button type="submit" size="md" fullWidth loading={pending}>
        Join
      </Button>
    </form>
  );
}
