import { connection } from "next/server";
import type { ReactNode } from "react";
import { SandboxBadge } from "#web/features/shell/sandbox-badge.tsx";
import { findOutboxUrl } from "#web/server/find-outbox-url.ts";
import classes from "./public.module.css";

/** Pages for people who are not signed in; they too say when the simulator stands in for the providers (O5). */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  await connection(); // the environment is that of the running server, not of the build
  const outboxUrl = findOutboxUrl();
  return (
    <>
      {outboxUrl !== undefined && (
        <aside lang="en" className={classes.sandbox} aria-label="Sandbox">
          <SandboxBadge outboxUrl={outboxUrl} />
        </aside>
      )}
      {children}
    </>
  );
}
