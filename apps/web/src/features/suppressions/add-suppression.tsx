"use client";

import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { shownErrorOf } from "#web/components/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./suppressions.module.css";

/** Blocks one address, or everybody at a domain, by hand. */
export function AddSuppression() {
  const [value, setValue] = useState("");
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ value });
  };
  return (
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
  );
}
