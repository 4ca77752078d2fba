"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import type { PetFields } from "@packpost/core/customer/edit/holding-schemas";
import type { FilePet } from "@packpost/core/customer/file/get-file";
import { keepTyped } from "@packpost/core/save-outcome";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./form-dialog.module.css";
import { FormDialog } from "./form-dialog.tsx";
import { formatTheirs } from "./format-theirs.ts";
import { useSaved } from "./use-saved.ts";

interface PetDialogProps {
  familyId: string;
  /** Null = a new one. */
  pet: FilePet | null;
  onClose: () => void;
}

const fieldWords = { name: "Name", kind: "Kind", status: "State" } as const satisfies Record<
  keyof PetFields,
  string
>;
const fieldNames = Object.keys(fieldWords) as (keyof PetFields)[];
const usual = ["Dog", "Cat", "Rabbit", "Bird"];

/** Adds a pet to the family, or changes one: what it is called, what animal it is, whether it is active. */
export function PetDialog({ familyId, pet, onClose }: PetDialogProps) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [petId] = useState(() => pet?.id ?? crypto.randomUUID());
  const [seen, see] = useState<PetFields>(() => ({
    ...{ name: pet?.name ?? "", kind: pet?.kind ?? "", status: pet?.status ?? "active" },
  }));
  const [fields, change] = useState(seen);
  const add = useMutation(
    trpc.customer.addPet.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome !== "added") return;
        onClose();
        await saved(`${fields.name} is in the family.`);
      },
    }),
  );
  const save = useMutation(trpc.customer.savePet.mutationOptions());
  const onSave = async () => {
    const answer = await save.mutateAsync({ petId, fields, seen }).catch(() => null);
    if (answer?.outcome === "conflict") {
      change(keepTyped(fieldNames, { fields, seen, now: answer.now }));
      see(answer.now);
    }
    if (answer?.outcome !== "saved") return;
    onClose();
    const undo = () => save.mutateAsync({ petId, fields: seen, seen: fields });
    if (fields.status !== seen.status)
      await saved(
        `${fields.name} is ${fields.status === "active" ? "active" : "not active any more"}.`,
        undo,
      );
    else await saved(`${fields.name} is saved.`);
  };
  const answer = add.data ?? save.data;
  const known = add.data?.outcome === "known" ? add.data : null;
  return (
    <FormDialog
      title={pet === null ? "Add a pet" : `Edit ${pet.name || "the pet"}`}
      onClose={onClose}
      onSubmit={() =>
        pet === null ? add.mutate({ petId, familyId, fields, anyway: known !== null }) : void onSave()
      }
      pending={add.isPending || save.isPending}
      error={add.error ?? save.error}
      conflict={save.data?.outcome === "conflict"}
      theirs={
        save.data?.outcome === "conflict" ? formatTheirs(fieldWords, save.variables, save.data.now) : []
      }
      submit={pet !== null ? "Save" : known === null ? "Add the pet" : "Add another one"}
    >
      <TextInput
        label="Name"
        autoComplete="off"
        data-autofocus
        maxLength={100}
        error={answer?.outcome === "wrong" ? answer.faults.name : undefined}
        value={fields.name}
        onChange={({ currentTarget: { value } }) => {
          add.reset();
          change({ ...fields, name: value });
        }}
      />
      <TextInput
        label="Kind"
        placeholder="Dog"
        list="kinds-of-pets"
        autoComplete="off"
        maxLength={60}
        value={fields.kind}
        onChange={({ currentTarget: { value } }) => change({ ...fields, kind: value })}
      />
      <datalist id="kinds-of-pets">
        {usual.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      {pet !== null && (
        <NativeSelect
          label="State"
          description="Only active pets count when a pass’s mail goes out."
          value={fields.status}
          data={[
            { value: "active", label: "Active" },
            { value: "inactive", label: "Not active" },
          ]}
          onChange={({ currentTarget: { value } }) =>
            change({ ...fields, status: value === "inactive" ? "inactive" : "active" })
          }
        />
      )}
      {known !== null && (
        <div className={classes.warning} role="status">
          <p>
            The family has {known.active ? "a pet" : "an inactive pet"} called {known.name} already. Add
            another one only if there are two.
          </p>
        </div>
      )}
    </FormDialog>
  );
}
