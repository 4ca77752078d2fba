"use client";

import { usePageOutbox } from "./page-outbox.ts";

/** Takes up what was written and not sent before this page was opened, whichever page it is (T11). */
export function KeepSending({ staffMemberId }: { staffMemberId: string }) {
  usePageOutbox(staffMemberId);
  return null;
}
