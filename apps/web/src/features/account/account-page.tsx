"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./account.module.css";
import { AuthenticatorCard } from "./authenticator-card.tsx";
import { PasskeysCard } from "./passkeys-card.tsx";
import { RecoveryCard } from "./recovery-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

const PasswordDialog = dynamic(
  () => loadLater(() => import("./password-dialog.tsx")).then((module) => module.PasswordDialog),
  { ssr: false },
);

/** How the signed-in person's account is opened, and where it is open (O1). */
export function AccountPage({ mustAddFactor }: { mustAddFactor: boolean }) {
  const trpc = useTRPC();
  const { data: me } = useSuspenseQuery(trpc.account.me.queryOptions());
  const { data: factors } = useSuspenseQuery(trpc.account.factors.list.queryOptions());
  const [asking, setAsking] = useState(false);
  const hasFactor = factors.passkeys.length > 0 || factors.authenticator !== null;
  return (
    <>
      <PageHeader
        title="My account"
        facts={`${me.name} · ${me.email} · ${me.organisationName} · ${me.role}`}
      />
      <PageBody>
        {mustAddFactor && (
          <div className={classes.wanted} role="status">
            {hasFactor ? (
              <p>
                <b>That is all.</b> <a href="/">Go on to Packpost</a>
              </p>
            ) : (
              <p>
                <b>{me.organisationName} asks owners and admins for a second factor.</b> Add a passkey or an
                authenticator app here; then Packpost opens as before.
              </p>
            )}
          </div>
        )}
        <PasskeysCard passkeys={factors.passkeys} required={factors.required && !factors.authenticator} />
        <AuthenticatorCard
          authenticator={factors.authenticator}
          required={factors.required && factors.passkeys.length === 0}
        />
        {hasFactor && <RecoveryCard left={factors.recoveryCodesLeft} />}
        <Card
          title="Password"
          toolsBelow
          tools={
            <Button variant="default" onClick={() => setAsking(true)}>
              Change password
            </Button>
          }
        >
          <p className={classes.about}>
            {hasFactor
              ? "Opens your account together with a passkey, your authenticator app, or a recovery code."
              : "Opens your account on its own, as long as there is neither a passkey nor an authenticator app."}
          </p>
        </Card>
        <SessionsCard />
      </PageBody>
      {asking && <PasswordDialog email={me.email} onClose={() => setAsking(false)} />}
    </>
  );
}
