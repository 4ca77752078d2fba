"use client";

import { IconBellOff, IconCheck, IconMail } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/button.tsx";
import { ErrorNotice } from "#web/components/error-notice.tsx";
import classes from "./subscription.module.css";

interface SubscriptionFormProps {
  token: string;
  organisationName: string;
  email: string | null;
  subscribed: boolean;
}

/** One question, one button; then what has changed, and the way back. */
export function SubscriptionForm({ token, organisationName, email, subscribed }: SubscriptionFormProps) {
  const [now, setNow] = useState(subscribed);
  const [changed, setChanged] = useState(false);
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);
  const address = `/api/unsubscribe/${encodeURIComponent(token)}`;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setFailed(false);
    const body = new URLSearchParams({ action: now ? "unsubscribe" : "resubscribe" });
    const response = await fetch(address, { method: "POST", body }).catch(() => null);
    setPending(false);
    if (response?.ok !== true) {
      setFailed(true);
      return;
    }
    setNow(!now);
    setChanged(true);
  };

  const to = email === null ? "you" : <b className={classes.address}>{email}</b>;
  const Icon = now ? (changed ? IconCheck : IconMail) : IconBellOff;
  return (
    <form method="post" action={address} onSubmit={(event) => void submit(event)} className={classes.form}>
      <span className={classes.icon}>
        <Icon size={28} stroke={1.6} aria-hidden />
      </span>
      <div role="status">
        <h1 className={classes.title}>{titleOf(now, changed, organisationName)}</h1>
        <p className={classes.text}>
          {now ? (
            <>
              {changed ? "From now on news and offers go to " : "News and offers from "}
              {!changed && `${organisationName} go to `}
              {to}
              {changed ? " again." : ". Do you want no more of them?"}
            </>
          ) : (
            <>
              No more news and offers go to {to}. Mail about your own appointments, payments and account still
              comes.
            </>
          )}
        </p>
      </div>
      {failed && (
        <ErrorNotice
          error={{
            message: "That did not work.",
            effect: "Nothing was changed.",
            nextStep: "Try again in a moment.",
          }}
        />
      )}
      <input type="hidden" name="action" value={now ? "unsubscribe" : "resubscribe"} />
      <Button
        type="submit"
        size="lg"
        fullWidth
        loading={pending}
        variant={now && !changed ? "filled" : "default"}
      >
        {now ? "Unsubscribe" : "Subscribe again"}
      </Button>
    </form>
  );
}

function titleOf(now: boolean, changed: boolean, organisationName: string): string {
  if (!now) return changed ? "You are unsubscribed" : `You are unsubscribed from ${organisationName}`;
  return changed ? "Welcome back" : `Unsubscribe from ${organisationName}?`;
}
