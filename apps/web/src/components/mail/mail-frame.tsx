"use client";

import { getNonce } from "get-nonce";
import { useEffect, useRef, useState } from "react";
import classes from "./mail-frame.module.css";

/** What the mail program shows mails on. */
export type MailTheme = "light" | "dark";

/** Until the mail has been measured. */
const firstHeightPx = 320;

/**
 * The mail in a frame of its own, in which nothing can run: links open in a new tab, its height is that of the mail.
 *
 * @param html as the renderer made it, for the phone or the desktop alike
 * @param theme of the mail program, whatever the theme of the staff
 */
export function MailFrame({
  html,
  device,
  theme,
}: {
  html: string;
  device: "desktop" | "phone";
  theme: MailTheme;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [heightPx, setHeightPx] = useState(firstHeightPx);
  const [loads, setLoads] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each load brings another document
  useEffect(() => {
    const content = frame.current?.contentDocument?.documentElement;
    if (!content) return;
    // Another width breaks lines elsewhere; fonts and pictures come late.
    const observer = new ResizeObserver(() => setHeightPx(Math.ceil(content.getBoundingClientRect().height)));
    observer.observe(content);
    return () => observer.disconnect();
  }, [loads]);
  return (
    <iframe
      ref={frame}
      className={classes.frame}
      data-device={device}
      data-theme={theme}
      title="Preview of the mail"
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={framed(html, theme)}
      style={{ height: heightPx }}
      onLoad={() => setLoads((before) => before + 1)}
      tabIndex={-1}
    />
  );
}

/** The page's security policy holds in the frame too: it lets the mail's style sheet in by its nonce. */
function framed(html: string, theme: MailTheme): string {
  const nonce = getNonce() ?? "";
  return html
    .replace("@media (prefers-color-scheme:dark)", theme === "dark" ? "@media all" : "@media not all")
    .replace("color-scheme:light dark;", `color-scheme:${theme};`)
    .replaceAll("<style>", `<style nonce="${nonce}">`)
    .replace("</head>", '<base target="_blank"></head>');
}
