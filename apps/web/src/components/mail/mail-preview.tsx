"use client";

import { IconAlertTriangle, IconMoon, IconSun } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { Hint } from "#web/components/overlay/hint.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { MailFrame, type MailTheme } from "./mail-frame.tsx";
import classes from "./mail-preview.module.css";
import { type MailView, MailViewSwitch } from "./mail-view-switch.tsx";

interface MailPreviewProps {
  /** Undefined: not drawn yet; null: it cannot be. */
  message: { readonly subject: string; readonly html: string; readonly text: string } | null | undefined;
  /** What a mailbox shows after the subject. */
  preheader?: string | undefined;
  /** The shown mail is of older words. */
  stale: boolean;
  error: unknown;
  /** What is written does not fit, so there is no mail of it. */
  tooLong: boolean;
  onRetry: () => void;
  sender: { name: string; email: string };
  /** Whose values it shows, at the end of the bar. */
  whose?: ReactNode;
  /** What is missing in it, in words. */
  gap?: string | null;
}

/** A mail as it will arrive: on a desktop, a phone, as plain text; on light and on dark (C5). */
export function MailPreview(props: MailPreviewProps) {
  const { message, preheader, stale, error, tooLong, onRetry, sender, whose, gap = null } = props;
  const [view, setView] = useState<MailView>("desktop");
  const [theme, setTheme] = useState<MailTheme>("light");
  return (
    <section className={classes.pane} aria-label="Preview">
      <div className={classes.bar}>
        <MailViewSwitch view={view} onChange={setView} label={classes.segment} />
        <ThemeSwitch theme={theme} onChange={setTheme} />
        {whose}
      </div>
      {gap !== null && (
        <p className={classes.missing}>
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          {gap}
        </p>
      )}
      <section
        className={classes.ground}
        data-stale={stale}
        data-theme={theme}
        aria-label="The mail as it arrives"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        {error !== null && error !== undefined ? (
          <div className={classes.notice}>
            <ErrorNotice error={error} onRetry={onRetry} />
          </div>
        ) : message === undefined && tooLong ? (
          <p className={classes.notice}>The mail is shown as soon as the text fits.</p>
        ) : message === undefined ? (
          <div className={classes.notice}>
            <Skeleton height={18} width="60%" mb={16} />
            <Skeleton height={260} radius="md" />
          </div>
        ) : message === null ? (
          <p className={classes.notice}>The text is too large or too tangled to be shown.</p>
        ) : (
          <>
            <div className={classes.envelope}>
              <b className={classes.subject}>{message.subject || "No subject yet"}</b>
              {preheader && (
                <span className={classes.preheader} title="What a mailbox shows after the subject">
                  {preheader}
                </span>
              )}
              <span className={classes.from}>
                {sender.name} &lt;{sender.email}&gt;
              </span>
            </div>
            {view === "plain" ? (
              <pre className={classes.plain}>{message.text}</pre>
            ) : (
              <MailFrame html={message.html} device={view} theme={theme} />
            )}
          </>
        )}
      </section>
    </section>
  );
}

/** Many people read mail on black: the mail has colours of its own for them. */
function ThemeSwitch({ theme, onChange }: { theme: MailTheme; onChange: (theme: MailTheme) => void }) {
  const label = theme === "dark" ? "Show on a light background" : "Show on a dark background";
  const Icon = theme === "dark" ? IconSun : IconMoon;
  return (
    <Hint label={label} align="end">
      <IconButton
        variant="default"
        sidePx={30}
        aria-label={label}
        onClick={() => onChange(theme === "dark" ? "light" : "dark")}
      >
        <Icon size={17} stroke={1.7} />
      </IconButton>
    </Hint>
  );
}
