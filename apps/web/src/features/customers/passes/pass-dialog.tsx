"use client";

import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { FormDialog } from "../edit/form-dialog.tsx";
import { useSaved } from "../edit/use-saved.ts";

/** Adds a pass, or calls one something else. */
export function PassDialog({
  pass,
  onClose,
}: {
  pass: { id: string; name: string } | null;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [passId] = useState(() => pass?.id ?? crypto.randomUUID());
  const [seen, see] = useState(pass?.name ?? "");
  const [name, change] = useState(seen);
  const add = useMutation(
    trpc.pass.add.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome !== "added") return;
        onClose();
        await saved("The pass is added. Customers can have applications for it now.");
      },
    }),
  );
  const rename = useMutation(
    trpc.pass.rename.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome === "conflict") see(answer.now.name);
        if (answer.outcome !== "saved") return;
        onClose();
        await saved("The pass’s name is saved. Drafts say the new one.");
      },
    }),
  );
  const answer = add.data ?? rename.data;
  return (
    <FormDialog
      title={pass === null ? "Add a pass" : "Rename the pass"}
      onClose={onClose}
      onSubmit={() => (pass === null ? add.mutate({ passId, name }) : rename.mutate({ passId, name, seen }))}
      pending={add.isPending || rename.isPending}
      error={add.error ?? rename.error}
      conflict={rename.data?.outcome === "conflict"}
      theirs={[`“${seen}”`]}
      submit={pass === null ? "Add" : "Save"}
    >
      <TextInput
        label="Name"
        description="As customers read it in mails"
        placeholder="2027 season"
        autoComplete="off"
        data-autofocus
        maxLength={80}
        error={answer?.outcome === "wrong" ? answer.faults.name : undefined}
        value={name}
        onChange={({ currentTarget: { value } }) => change(value)}
      />
    </FormDialog>
  );
}
