"use client";

import type { ShownSession } from "@packpost/core/portal/sign-in/list-sessions";
import { useState } from "react";
import { portalClient } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { PlainPress, Press } from "../frame/press.tsx";
import classes from "./account.module.css";
import { OwnLanguage } from "./own-language.tsx";

interface AccountProps {
  me: { name: string; email: string; sessionId: string };
  initial: readonly ShownSession[];
}

/** Who one is signed in as, where, and the ways out. */
export function Account({ me, initial }: AccountProps) {
  const { slug, organisation, zone, t } = usePortal();
  const [sessions, setSessions] = useState(initial);
  const [problem, setProblem] = useState(false);
  const client = portalClient(slug);
  const when = new Intl.DateTimeFormat(t.locale, {
    timeZone: zone,
    dateStyle: "medium",
    timeStyle: "short",
  });
  const end = async (sessionId: string | null) => {
    setProblem(false);
    try {
      await client.sessions.end.mutate({ sessionId });
    } catch {
      setProblem(true);
      return;
    }
    if (sessionId === null || sessionId === me.sessionId) window.location.assign(`/portal/${slug}`);
    else setSessions((now) => now.filter(({ id }) => id !== sessionId));
  };
  return (
    <>
      <dl className={classes.me}>
        <dt>{t("account.signedInAs")}</dt>
        <dd>{me.name}</dd>
        <dt>{t("account.address")}</dt>
        <dd>{me.email}</dd>
      </dl>
      <p className={classes.note}>{t("account.wrongData", { organisation })}</p>
      <Press quiet onClick={() => void end(me.sessionId)}>
        {t("account.signOut")}
      </Press>
      <OwnLanguage />
      <h2 className={classes.heading}>{t("account.sessions")}</h2>
      <ul className={classes.sessions}>
        {sessions.map(({ id, device, seenAt }) => (
          <li key={id} className={classes.session}>
            <div>
              <p className={classes.device}>{device === "" ? t("account.unknownDevice") : device}</p>
              <p className={classes.seen} suppressHydrationWarning>
                {id === me.sessionId
                  ? t("account.thisDevice")
                  : t("account.lastSeen", { time: when.format(new Date(seenAt)) })}
              </p>
            </div>
            {id !== me.sessionId && <PlainPress onClick={() => void end(id)}>{t("account.end")}</PlainPress>}
          </li>
        ))}
      </ul>
      {problem && (
        <p className={classes.problem} role="alert">
          {t("door.failed")}
        </p>
      )}
      {sessions.length > 1 && (
        <Press quiet onClick={() => void end(null)}>
          {t("account.signOutEverywhere")}
        </Press>
      )}
    </>
  );
}
