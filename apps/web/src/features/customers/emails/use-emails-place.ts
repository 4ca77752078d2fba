"use client";

import { useSearchParams } from "next/navigation";
import { useChangeQuery } from "#web/components/table/query-state.ts";
import { type EmailView, messageIn, placeIn } from "./emails-input.ts";

/** Too narrow for a panel beside the list, in CSS pixels: what is selected opens in the place of the list. */
const NARROW = "(max-width: 1099px)";

/** Where one is in the Emails tab, all of it in the URL, and the ways from there. */
export function useEmailsPlace() {
  const params = useSearchParams();
  const change = useChangeQuery();
  const { view, mail } = placeIn({ view: params.get("view"), mail: params.get("mail") });
  return {
    view,
    /** The selected mail of a campaign: its recipient row. */
    mail,
    /** What is open as it was sent. */
    read: messageIn(params.get("read")),
    show: (next: EmailView) => change({ view: next === "sent" ? null : next }),
    /** Selects a mail and opens the links clicked in it; pressed again, it deselects (P3). */
    select: (id: string) => {
      if (id === mail) change({ mail: null });
      else change({ mail: id, view: window.matchMedia(NARROW).matches ? "links" : null }, "push");
    },
    deselect: () => change({ mail: null }),
    open: (message: { kind: string; id: string }) =>
      change({ read: `${message.kind}-${message.id}` }, "push"),
    close: () => change({ read: null }, "back"),
  };
}
