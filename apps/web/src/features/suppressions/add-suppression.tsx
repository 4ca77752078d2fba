"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { notifications } from "#web/components/announce.ts";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { shownErrorOf } from "#web/components/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./suppressions.module.css";

/** Blocks one address, or everybody at a domain, by hand. */
export function AddSuppression() {
  const [value, setValue] = useState("");
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const add = useMutation(
    trpc.suppression.add.mutationOptions({
      networkMode: "always",
      onSuccess: async ({ outcome }) => {
        if (outcome === "already") return setProblem("It is blocked by hand already.");
        setValue("");
        notifications.show({ message: "Blocked. No campaign is written to it." });
        await queryClient.invalidateQueries(trpc.suppression.pathFilter());
      },
      onError: (error) => setProblem(shownErrorOf(error).message),
    }),
  );
  const domain = domainOf(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (domain === null) add.mutate({ value });
    else setAsking(true);
  };
  return (
    <>
      <form onSubmit={submit} className={classes.add} noValidate>
        <TextInput
          label="Block an address or a domain"
          placeholder="tom@browns.example or browns.example"
          autoComplete="off"
          value={value}
          error={problem}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Button type="submit" loading={add.isPending} disabled={value.trim() === ""}>
          Block
        </Button>
      </form>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Block everybody at ${domain ?? "this domain"}?`}
        confirmLabel="Block the domain"
        count={0}
        danger
        pending={add.isPending}
        onConfirm={() => {
          setAsking(false);
          add.mutate({ value });
        }}
      >
        <p>
          No campaign goes to any customer with an address there, today’s and later ones. That is right for a
          business that asked not to be written to, and wrong for a mail service that many people use.
        </p>
        <p>The block can be lifted here at any time.</p>
      </ConfirmDialog>
    </>
  );
}

/** The domain that is typed, if it is one and no address; the server has the last word. */
function domainOf(value: string): string | null {
  return /^@?([^\s@]+\.[^\s@]+)$/.exec(value.trim())?.[1]?.toLowerCase() ?? null;
}
