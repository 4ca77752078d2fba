"use client";

import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatBlocked } from "./format-suppression.ts";
import classes from "./suppressions.module.css";

/** Blocks one address, or everybody at a domain, by hand; what is typed is read by the server alone. */
export function AddSuppression() {
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  /** The domain that what is typed means, and how many customers have an address there. */
  const [asked, setAsked] = useState<{ shown: string; people: number } | null>(null);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const add = useMutation(
    trpc.suppression.add.mutationOptions({
      onSuccess: async (result, { value: blocked }) => {
        if (result.outcome === "ask_domain") return setAsked(result);
        setAsked(null);
        if (result.outcome === "nobody") return setProblem(result.fault);
        if (result.outcome === "already") return setProblem(`${result.shown} is blocked by hand already.`);
        // Somebody may have typed the next one meanwhile.
        setValue((now) => (now === blocked ? "" : now));
        notifications.show({ message: formatBlocked(result) });
        await queryClient.invalidateQueries(trpc.suppression.pathFilter());
      },
      onError: (error) => {
        setAsked(null);
        setProblem(shownErrorOf(error).message);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ value });
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
        <Button type="submit" loading={add.isPending && asked === null} disabled={value.trim() === ""}>
          Block
        </Button>
      </form>
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={`Block everyone at ${asked?.shown ?? "this domain"}?`}
        confirmLabel="Block the domain"
        count={0}
        danger
        pending={add.isPending}
        onConfirm={() => add.mutate({ value, confirmedDomain: asked?.shown ?? null })}
      >
        <p>
          <b>
            {asked === null || asked.people === 0
              ? "None of your customers has an address there today."
              : `${formatCount(asked.people)} of your customers ${asked.people === 1 ? "has" : "have"} an address there.`}
          </b>{" "}
          No campaign goes to any of them, today’s and later ones. That is right for a business that asked not
          to be written to, and wrong for a mail service that many people use.
        </p>
        <p>The block can be lifted here at any time.</p>
      </ConfirmDialog>
    </>
  );
}
