"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import type { CustomerFile } from "@packpost/core/customer/file/get-file";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./form-dialog.module.css";
import { FormDialog } from "./form-dialog.tsx";
import { formatTheirs } from "./format-theirs.ts";
import { formatDay, lastDays } from "./last-days.ts";
import { useSaved } from "./use-saved.ts";

interface RegistrationDialogProps {
  file: CustomerFile;
  petId: string | null;
  passId: string | null;
  onClose: () => void;
}

const fieldWords = { status: "State", validThrough: "Valid through" };

/** Registers a pet for a pass, or changes its registration: active or not, and through which day it is valid. */
export function RegistrationDialog({ file, petId, passId, onClose }: RegistrationDialogProps) {
  const trpc = useTRPC();
  const saved = useSaved();
  const open = file.passes.filter(({ retired }) => !retired);
  const [pet, choosePet] = useState(() => file.pets.find(({ id }) => id === petId) ?? file.pets[0]);
  const [pass, choosePass] = useState(() => file.passes.find(({ id }) => id === passId) ?? open[0]);
  const before = pet?.registrations.find((one) => one.passId === pass?.id) ?? null;
  const shown = before && { status: before.status, validThrough: before.validThrough };
  const [newer, see] = useState<typeof shown>();
  const seen = newer === undefined ? shown : newer;
  const [typed, type] = useState<Partial<NonNullable<typeof shown>>>({});
  // What was not typed is what stands there by now: somebody else's change is not taken back with ours.
  const fields = {
    status: typed.status ?? seen?.status ?? ("active" as const),
    validThrough: typed.validThrough ?? seen?.validThrough ?? "",
  };
  const save = useMutation(trpc.customer.saveRegistration.mutationOptions());
  const isFixed = petId !== null && passId !== null;
  const onSave = async () => {
    if (pet === undefined || pass === undefined) return;
    const key = { petId: pet.id, passId: pass.id };
    const answer = await save.mutateAsync({ ...key, fields, seen }).catch(() => null);
    if (answer?.outcome === "conflict") see(answer.now);
    if (answer?.outcome !== "saved") return;
    onClose();
    const words =
      fields.status === "active"
        ? `${pet.name} is registered for ${pass.name} through ${formatDay(fields.validThrough)}.`
        : `${pet.name}’s registration for ${pass.name} is inactive.`;
    await saved(
      words,
      seen === null ? undefined : () => save.mutateAsync({ ...key, fields: seen, seen: fields }),
    );
  };
  const fault = save.data?.outcome === "wrong" ? save.data.faults.validThrough : undefined;
  const isOver = fields.validThrough !== "" && fields.validThrough < file.today;
  return (
    <FormDialog
      title={isFixed && pet && pass ? `${pet.name || "The pet"} · ${pass.name}` : "Register a pet"}
      onClose={onClose}
      onSubmit={() => void onSave()}
      pending={save.isPending}
      error={save.error}
      conflict={save.data?.outcome === "conflict"}
      theirs={
        save.data?.outcome === "conflict" ? formatTheirs(fieldWords, save.variables, save.data.now) : []
      }
      submit={shown === null ? "Register" : "Save"}
      blocked={pet === undefined || pass === undefined || fields.validThrough === ""}
    >
      {!isFixed && (
        <>
          <NativeSelect
            label="Pet"
            value={pet?.id ?? ""}
            data={file.pets.map(({ id, name }) => ({ value: id, label: name || "unnamed" }))}
            onChange={({ currentTarget: { value } }) => {
              choosePet(file.pets.find(({ id }) => id === value));
              type({});
            }}
          />
          <NativeSelect
            label="Pass"
            value={pass?.id ?? ""}
            data={[...new Set([...open, ...(pass === undefined ? [] : [pass])])].map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
            onChange={({ currentTarget: { value } }) => {
              choosePass(file.passes.find(({ id }) => id === value));
              type({});
            }}
          />
        </>
      )}
      <NativeSelect
        label="State"
        value={fields.status}
        data={[
          { value: "active", label: "Active" },
          { value: "inactive", label: "Inactive" },
        ]}
        onChange={({ currentTarget: { value } }) =>
          type({ ...typed, status: value === "inactive" ? "inactive" : "active" })
        }
      />
      <TextInput
        type="date"
        label="Valid through"
        description="The last day on which it counts"
        data-autofocus
        min="2000-01-01"
        max="2100-12-31"
        error={fault}
        value={fields.validThrough}
        onChange={({ currentTarget: { value } }) => type({ ...typed, validThrough: value })}
      />
      <div className={classes.quick}>
        {lastDays(file.today).map(({ day, words }) => (
          <Button
            key={words}
            variant="default"
            size="compact-sm"
            onClick={() => type({ ...typed, validThrough: day })}
          >
            {words}
          </Button>
        ))}
      </div>
      {isOver && (
        <p className={classes.note} role="status">
          That day is over already: no mail about the pass comes because of this registration.
        </p>
      )}
    </FormDialog>
  );
}
