"use client";

import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { MailFrame } from "./mail-frame.tsx";
import classes from "./message-as-sent.module.css";

type View = "desktop" | "phone" | "plain";

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
  const [view, setView] = useState<View>("desktop");
  return (
    <section className={classes.root} aria-label={label}>
      <div className={classes.bar}>
        <p>{fact}</p>
        {html !== null && (
          <SegmentedControl<View>
            size="xs"
            aria-label="How to show it"
            value={view}
            onChange={setView}
            data={[
              { value: "desktop", label: "Desktop" },
              { value: "phone", label: "Phone" },
              { value: "plain", label: "Plain text" },
            ]}
          />
        )}
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
