"use client";

import type { CustomerWords } from "@packpost/core/content/compile/customer-words";
import { IconBellOff, IconCheck, IconMail } from "@tabler/icons-react";
import { type FormEvent, Fragment, type ReactNode, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import classes from "./subscription.module.css";

interface SubscriptionFormProps {
  token: string;
  words: CustomerWords["page"];
  organisationName: string;
  email: string | null;
  subscribed: boolean;
  blocked: boolean;
}

/** One question, one button; then what has changed, and the way back. */
export function SubscriptionForm({
  token,
  words,
  organisationName,
  email,
  subscribed,
  blocked,
}: SubscriptionFormProps) {
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

  const names = {
    organisation: organisationName,
    address: email === null ? words.you : <b className={classes.address}>{email}</b>,
  };
  const Icon = now ? (changed ? IconCheck : IconMail) : IconBellOff;
  return (
    <form method="post" action={address} onSubmit={(event) => void submit(event)} className={classes.form}>
      <span className={classes.icon}>
        <Icon size={28} stroke={1.6} aria-hidden />
      </span>
      <div role="status">
        <h1 className={classes.title}>{fill(titleOf(words, now, changed), names)}</h1>
        <p className={classes.text}>{fill(textOf(words, { now, changed, blocked }), names)}</p>
      </div>
      {failed && (
        <ErrorNotice
          error={{
            message: words.failed,
            effect: words.failedEffect,
            nextStep: words.failedNext,
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
        {now ? words.leave : words.comeBack}
      </Button>
    </form>
  );
}

function titleOf(words: CustomerWords["page"], now: boolean, changed: boolean): string {
  if (!now) return changed ? words.left : words.leftBefore;
  return changed ? words.back : words.ask;
}

/** Never that mail comes again where the address is blocked. */
function textOf(
  words: CustomerWords["page"],
  { now, changed, blocked }: { now: boolean; changed: boolean; blocked: boolean },
): string {
  if (!now) return words.leftText;
  if (blocked) return words.blockedText;
  return changed ? words.backText : words.askText;
}

/** A sentence with the names in their places. */
function fill(sentence: string, names: Readonly<Record<"organisation" | "address", ReactNode>>): ReactNode {
  return sentence.split(/(\{organisation\}|\{address\})/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed sentence
    <Fragment key={index}>
      {part === "{organisation}" ? names.organisation : part === "{address}" ? names.address : part}
    </Fragment>
  ));
}
