"use client";

import type { Role } from "@packpost/core/access/permissions";
import { roleWords } from "@packpost/core/staff/role-rules";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { pageRole } from "#web/trpc/page-role.ts";

/** Between two looks, in milliseconds: after a refusal, and when somebody comes back to the tab. */
const looksApartMs = { refused: 3_000, back: 30_000 };

/** Draws the page anew once its person has another role than it was drawn for (T65): after a refusal, or when they come back to it. */
export function RoleWatch({ role }: { role: Role }) {
  const client = useTRPCClient();
  const router = useRouter();
  useEffect(() => {
    let lookedMs = 0;
    const look = async (apartMs: number) => {
      if (performance.now() - lookedMs < apartMs) return;
      lookedMs = performance.now();
      const me = await client.account.me.query().catch(() => null);
      if (me === null || me.role === role) return;
      notifications.show({
        id: "role",
        message: `Your role is ${roleWords[me.role].toLowerCase()} now. This page follows it.`,
      });
      router.refresh();
    };
    const stop = pageRole.subscribe(() => void look(looksApartMs.refused));
    const onVisible = () => {
      if (document.visibilityState === "visible") void look(looksApartMs.back);
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [client, role, router]);
  return null;
}
