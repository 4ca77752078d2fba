"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { loadLater } from "#web/trpc/load-later.ts";
import { outboxPrefix } from "./outbox-prefix.ts";

const KeepSending = dynamic(
  () => loadLater(() => import("./keep-sending.tsx")).then((module) => module.KeepSending),
  { ssr: false },
);

/** Looks on every page whether something is left to be sent; only then is what sends it loaded. */
export function UnsentKeeper({ staffMemberId }: { staffMemberId: string }) {
  const [left, setLeft] = useState(false);
  useEffect(() => {
    const prefix = outboxPrefix(staffMemberId);
    setLeft(Object.keys(window.localStorage).some((key) => key.startsWith(prefix)));
  }, [staffMemberId]);
  return left && <KeepSending staffMemberId={staffMemberId} />;
}
