"use client";

import type { Language } from "@packpost/core/messages/languages";
import { createTranslator } from "@packpost/core/messages/translator";
import { IconBellOff, IconCheck, IconMail } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { InOrder } from "#web/components/page/in-order.tsx";
import classes from "./subscription.module.css";
import type { SubscriptionMessages, SubscriptionTranslator } from "./subscription-messages.ts";

interface SubscriptionFormProps {
  token: string;
  language: Language;
  messages: SubscriptionMessages;
  organisationName: string;
  email: string | null;
  subscribed: boolean;
  blocked: boolean;
}

/** One question, one button; then what has changed, and the way back. */
export function SubscriptionForm({
  token,
  language,
  messages,
  organisationName,
  email,
  subscribed,
  blocked,
}: SubscriptionFormProps) {
  const [now, setNow] = useState(subscribed);
  const [changed, setChanged] = useState(false);
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);
  const t = createTranslator(language, messages);
  const action = `/api/unsubscribe/${encodeURIComponent(token)}`;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setFailed(false);
    const body = new URLSearchParams({ action: now ? "unsubscribe" : "resubscribe" });
    const response = await fetch(action, { method: "POST", body }).catch(() => null);
    setPending(false);
    if (response?.ok !== true) {
      setFailed(true);
      return;
    }
    setNow(!now);
    setChanged(true);
  };

  const places = { organisation: organisationName, address: email ?? t("subscription.you") };
  const Icon = now ? (changed ? IconCheck : IconMail) : IconBellOff;
  return (
    <form method="post" action={action} onSubmit={(event) => void submit(event)} className={classes.form}>
      <span className={classes.icon}>
        <Icon size={28} stroke={1.6} aria-hidden />
      </span>
      <div role="status">
        <h1 className={classes.title}>{titleOf(t, organisationName, now, changed)}</h1>
        <p className={classes.text}>
          <InOrder parts={textOf(t, places, { now, changed, blocked })} />
        </p>
      </div>
      {failed && (
        <ErrorNotice
          error={{
            message: t("subscription.failed"),
            effect: t("subscription.failedEffect"),
            nextStep: t("subscription.failedNext"),
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
        {now ? t("subscription.leave") : t("subscription.comeBack")}
      </Button>
    </form>
  );
}

function titleOf(t: SubscriptionTranslator, organisation: string, now: boolean, changed: boolean): string {
  if (!now) return changed ? t("subscription.left") : t("subscription.leftBefore", { organisation });
  return changed ? t("subscription.back") : t("subscription.ask", { organisation });
}

/** Never that mail comes again where the address is blocked. */
function textOf(
  t: SubscriptionTranslator,
  places: { organisation: string; address: string },
  { now, changed, blocked }: { now: boolean; changed: boolean; blocked: boolean },
): readonly ReactNode[] {
  const tags = { b: (inner: string) => <b className={classes.address}>{inner}</b> };
  if (!now) return t.parts("subscription.leftText", places, tags);
  if (blocked) return t.parts("subscription.blockedText", places, tags);
  return changed
    ? t.parts("subscription.backText", places, tags)
    : t.parts("subscription.askText", places, tags);
}
