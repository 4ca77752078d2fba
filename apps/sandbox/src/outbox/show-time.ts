import { html } from "hono/html";
import type { Html } from "./view.ts";

/** A moment: time of day for today, else the date; the exact time on hover. The page's script writes it in the reader's zone. */
export function showTime(ms: number, withSeconds = false): Html {
  const iso = new Date(ms).toISOString();
  const plain = `${iso.slice(11, withSeconds ? 19 : 16)} UTC`;
  return html`<time datetime="${iso}" data-seconds="${withSeconds ? "yes" : "no"}" title="${iso}">${plain}</time>`;
}
