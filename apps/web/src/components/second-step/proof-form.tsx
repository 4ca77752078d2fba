"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../form/button.tsx";
import { ErrorNotice } from "../page/error-notice.tsx";
import type { ShownError } from "../page/shown-error.ts";
import classes from "./proof-form.module.css";

/** In which ways somebody can prove who they are. */
export type Way = "passkey" | "app" | "recovery" | "password";

interface ProofFormProps {
  /** The first is offered first. */
  ways: readonly [Way, ...Way[]];
  /** Takes the fields `code` or `password`. */
  action: (data: FormData) => void;
  onPasskey: () => void;
  pending: boolean;
  problem: ShownError | null;
  /** What proving does: "Sign in". */
  label: string;
  /** Hidden fields. */
  children?: ReactNode;
}

const offers: Record<Way, string> = {
  passkey: "Use a passkey",
  app: "Use your authenticator app",
  recovery: "Use a recovery code",
  password: "Use your password",
};

/** One way of proving who one is, and the others below it. */
export function ProofForm({ ways, action, onPasskey, pending, problem, label, children }: ProofFormProps) {
  const [way, setWay] = useState(ways[0]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (problem !== null) field.current?.select();
  }, [problem]);
  return (
    <form action={action} className={classes.form}>
      {problem !== null && <ErrorNotice error={problem} />}
      {children}
      <Field key={way} way={way} field={field} />
      {way === "passkey" ? (
        <Button
          size="md"
          fullWidth
          loading={pending}
          data-autofocus
          leftSection={<IconFingerprint size={18} stroke={1.8} aria-hidden />}
          onClick={onPasskey}
        >
          Use your passkey
        </Button>
      ) : (
        <Button type="submit" size="md" fullWidth loading={pending}>
          {label}
        </Button>
      )}
      {ways.length > 1 && (
        <ul className={classes.others} aria-label="Other ways">
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <li key={other}>
                <button type="button" className={classes.other} onClick={() => setWay(other)}>
                  {offers[other]}
                </button>
              </li>
            ))}
        </ul>
      )}
    </form>
  );
}

function Field({ way, field }: { way: Way; field: React.RefObject<HTMLInputElement | null> }) {
  const usual = { ref: field, size: "md", required: true, withAsterisk: false, autoFocus: true } as const;
  if (way === "passkey") return null;
  if (way === "password")
    return (
      <PasswordInput
        {...usual}
        data-autofocus
        name="password"
        label="Password"
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
      />
    );
  return (
    <TextInput
      {...usual}
      data-autofocus
      name="code"
      maxLength={40}
      spellCheck={false}
      autoCapitalize="none"
      {...(way === "app"
        ? {
            label: "Code",
            description: "The six digits that your authenticator app shows for Packpost.",
            inputMode: "numeric",
            autoComplete: "one-time-code",
          }
        : {
            label: "Recovery code",
            description: "One of those that you have kept, as abcd-efgh-jkmn-pqrs. It opens once.",
            autoComplete: "off",
          })}
    />
  );
}
