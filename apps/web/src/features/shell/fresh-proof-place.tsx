"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { freshProof } from "#web/trpc/fresh-proof.ts";
import { loadLater } from "#web/trpc/load-later.ts";

const FreshProofDialog = dynamic(
  () => loadLater(() => import("./fresh-proof-dialog.tsx")).then((module) => module.FreshProofDialog),
  { ssr: false },
);

/** Where whoever sits there is asked to prove who they are; what asked goes on afterwards, with all that was typed. */
export function FreshProofPlace({ email }: { email: string }) {
  const asked = useSyncExternalStore(freshProof.subscribe, freshProof.asked, () => null);
  if (asked === null) return null;
  return <FreshProofDialog email={email} wanted={asked.wanted} onAnswer={asked.answer} />;
}
