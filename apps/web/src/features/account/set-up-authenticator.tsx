"use client";

import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { Button } from "#web/components/form/button.tsx";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./account.module.css";

interface SetUpAuthenticatorProps {
  begun: { readonly secret: string; readonly uri: string; readonly qr: readonly string[] };
  /** @param codes the recovery codes that came with it, where it is the first factor */
  onDone: (codes: readonly string[] | null) => void;
  onClose: () => void;
}

/** Shows the secret to an app, and asks for a code that proves that it has it. */
export function SetUpAuthenticator({ begun, onDone, onClose }: SetUpAuthenticatorProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const confirm = useMutation(
    trpc.account.factors.confirmAuthenticator.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome === "wrong_code") return field.current?.select();
        await client.invalidateQueries(trpc.account.factors.pathFilter());
        onDone(answer.recoveryCodes);
      },
    }),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Set up an authenticator app"
      width={512}
      locked={confirm.isPending}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          const code = String(new FormData(event.currentTarget).get("code"));
          if (!confirm.isPending) confirm.mutate({ code });
        }}
      >
        <div className={classes.set}>
          <QrCode rows={begun.qr} />
          <div className={classes.form}>
            <p>
              Scan this with your app: 1Password, Google Authenticator, Microsoft Authenticator or any other.
              On this very phone, <a href={begun.uri}>open it in your app</a>.
            </p>
            <dl className={classes.secret}>
              <CopiedField label="Or type this key" value={inFours(begun.secret)} copy="Copy the key" />
            </dl>
          </div>
        </div>
        {confirm.error !== null && <ErrorNotice error={confirm.error} />}
        <TextInput
          ref={field}
          name="code"
          label="Code"
          description="The six digits that the app shows now."
          error={
            confirm.data?.outcome === "wrong_code" &&
            "This is not the code. Take the newest; the phone's clock must be right."
          }
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
          withAsterisk={false}
          data-autofocus
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={confirm.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            Use this app
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** @param props.rows a letter a module, "1" is dark */
function QrCode({ rows }: { rows: readonly string[] }) {
  const path = rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join("");
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label="QR code of the key below"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}

const inFours = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");
