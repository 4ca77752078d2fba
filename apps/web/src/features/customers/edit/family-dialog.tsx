"use client";

import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { useSaved } from "./use-saved.ts";

/** Calls a family something else. */
export function FamilyDialog({
  family,
  onClose,
}: {
  family: { id: string; name: string };
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [seen, see] = useState(family.name);
  const [name, change] = useState(family.name);
  const save = useMutation(
    trpc.customer.saveFamily.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome === "conflict") see(answer.now.name);
        if (answer.outcome !== "saved") return;
        onClose();
        await saved("The family’s name is saved.");
      },
    }),
  );
  return (
    <FormDialog
      title="Rename the family"
      onClose={onClose}
      onSubmit={() => save.mutate({ familyId: family.id, name, seen })}
      pending={save.isPending}
      error={save.error}
      conflict={save.data?.outcome === "conflict"}
      theirs={[`“${seen}”`]}
      submit="Save"
    >
      <TextInput
        label="Name of the family"
        description="Without the word “family”"
        autoComplete="off"
        data-autofocus
        maxLength={100}
        error={save.data?.outcome === "wrong" ? save.data.faults.name : undefined}
        value={name}
        onChange={({ currentTarget: { value } }) => change(value)}
      />
    </FormDialog>
  );
}
