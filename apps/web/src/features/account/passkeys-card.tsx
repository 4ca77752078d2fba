"use client";

import type { Factors } from "@packpost/core/second-factor/list-factors";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Line, LineList } from "#web/components/lines/line-list.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { makePasskey } from "#web/components/second-step/sign-by-passkey.ts";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import classes from "./account.module.css";
import { CodesDialog } from "./codes-dialog.tsx";
import { RemoveFactor } from "./remove-factor.tsx";
import { RenamePasskey } from "./rename-passkey.tsx";

type Passkey = Factors["passkeys"][number];

/** The passkeys of an account. @param props.required the last one cannot be removed */
export function PasskeysCard({ passkeys, required }: { passkeys: readonly Passkey[]; required: boolean }) {
  const add = useAddPasskey();
  return (
    <Card
      title="Passkeys"
      toolsBelow
      tools={
        <Button
          variant="default"
          leftSection={<IconFingerprint size={16} stroke={1.8} aria-hidden />}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          Add a passkey
        </Button>
      }
    >
      {add.error !== null && <ErrorNotice error={add.error} />}
      {passkeys.length === 0 ? (
        <p className={classes.about}>
          A passkey opens your account by a finger, your face or the PIN of a device, without the password. It
          works on no other site than this one, so nobody can ask you for it.
        </p>
      ) : (
        <LineList label="Your passkeys">
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} only={required && passkeys.length === 1} />
          ))}
        </LineList>
      )}
      {add.data?.codes && <CodesDialog codes={add.data.codes} onClose={add.reset} />}
    </Card>
  );
}

function useAddPasskey() {
  const trpc = useTRPC();
  const { factors } = useTRPCClient().account;
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (): Promise<{ codes: readonly string[] | null }> => {
      const made = await makePasskey(await factors.beginPasskey.mutate());
      // Words of ours, shown as they are.
      if ("problem" in made) throw made.problem;
      const { id, rawId, type, response } = made.answer;
      if (type !== "public-key") throw refused;
      const { clientDataJSON, attestationObject, transports = [] } = response;
      const answer = { id, rawId, type, response: { clientDataJSON, attestationObject, transports } };
      const added = await factors.addPasskey.mutate({ answer });
      if (added.outcome === "refused") throw refused;
      return { codes: added.recoveryCodes };
    },
    onSuccess: () => client.invalidateQueries(trpc.account.factors.pathFilter()),
  });
}

const refused = { message: "The passkey was not taken.", nextStep: "Try again; it may have taken too long." };

function PasskeyLine({ passkey, only }: { passkey: Passkey; only: boolean }) {
  const [asked, ask] = useState<"rename" | "remove" | null>(null);
  const { id, name, createdAt, lastUsedAt } = passkey;
  return (
    <Line
      name={name}
      acts={
        <>
          <Button variant="default" aria-label={`Rename ${name}`} onClick={() => ask("rename")}>
            Rename
          </Button>
          <Button variant="subtle" color="red" aria-label={`Remove ${name}`} onClick={() => ask("remove")}>
            Remove
          </Button>
        </>
      }
      dialogs={
        <>
          {asked === "rename" && <RenamePasskey passkeyId={id} name={name} onClose={() => ask(null)} />}
          {asked === "remove" && (
            <RemoveFactor
              factor={{ factor: "passkey", passkeyId: id }}
              name={name}
              only={only}
              onClose={() => ask(null)}
            />
          )}
        </>
      }
    >
      <p>
        Added <Time at={createdAt} /> ·{" "}
        {lastUsedAt === null ? (
          "never used"
        ) : (
          <>
            last used <Time at={lastUsedAt} />
          </>
        )}
      </p>
    </Line>
  );
}
