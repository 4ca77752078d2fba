"use client";

import { type ReactNode, useState } from "react";
import { MailFrame } from "./mail-frame.tsx";
import { type MailView, MailViewSwitch } from "./mail-view-switch.tsx";
import classes from "./message-as-sent.module.css";

interface MessageAsSentProps {
  /** Names it for screen readers. */
  label: string;
  /** When it went, and to whom it is shown as. */
  fact: ReactNode;
  /** null = it has none, as a text. */
  subject: string | null;
  /** From whom, to whom. */
  envelope: ReactNode;
  /** null = text alone. */
  html: string | null;
  text: string;
}

/** A message word for word as it went or came (P5): a mail as a desktop or a phone shows it, or its plain text. */
export function MessageAsSent({ label, fact, subject, envelope, html, text }: MessageAsSentProps) {
  const [view, setView] = useState<MailView>("desktop");
  return (
    <section className={classes.root} aria-label={label}>
      <div className={classes.bar}>
        <p>{fact}</p>
        {html !== null && <MailViewSwitch view={view} onChange={setView} />}
      </div>
      <div className={classes.mail}>
        <p className={classes.envelope}>
          {subject !== null && <b>{subject === "" ? "(no subject)" : subject}</b>}
          <span>{envelope}</span>
        </p>
        {html === null || view === "plain" ? (
          <pre className={classes.plain}>{text}</pre>
        ) : (
          <MailFrame html={html} device={view} theme="light" />
        )}
      </div>
    </section>
  );
}
