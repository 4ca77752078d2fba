"use client";

import type { PortalThread } from "@packpost/core/portal/read-own-thread";
import { useEffect, useRef, useState } from "react";
import { portalClient } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";

const saveAfterMs = 600;
/** Longest message, in characters; what is longer is kept on this page alone. */
export const longestMessage = 10_000;

/** What somebody is writing (V2, T12): kept on the server for every device of theirs; a late save never brings back what was sent. */
export function useDraft(initial: PortalThread["draft"]) {
  const client = portalClient(usePortal().slug);
  const [text, setText] = useState(initial?.body ?? "");
  const version = useRef(initial?.version ?? 0);
  const typed = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = async (body: string) => {
    if (body.length > longestMessage) return;
    version.current += 1;
    const typedThen = typed.current;
    // Unsaved it still stands here; the next letter tries again.
    const saved = await client.thread.saveDraft.mutate({ body, version: version.current }).catch(() => null);
    if (saved?.outcome !== "older") return;
    version.current = Math.max(version.current, saved.version);
    // Sent or written on elsewhere, and nothing typed here since: theirs is the newer one.
    if (typed.current === typedThen) setText(saved.body);
    else schedule(body);
  };
  const schedule = (body: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(body), saveAfterMs);
  };
  const type = (body: string) => {
    typed.current += 1;
    setText(body);
    schedule(body);
  };
  /** It was sent off. @returns the version that it was */
  const take = (): number => {
    clearTimeout(timer.current);
    const sent = version.current;
    version.current += 1;
    typed.current += 1;
    setText("");
    return sent;
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { text, type, take };
}
