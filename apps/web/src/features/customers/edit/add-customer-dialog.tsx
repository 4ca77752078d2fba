"use client";

import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { FamilyChoiceField, isFamilyKnown, type JoinedFamily } from "./family-choice.tsx";
import type { FamilyChoice } from "./family-field.tsx";
import classes from "./form-dialog.module.css";
import { FormDialog } from "./form-dialog.tsx";
import { formatKnown } from "./format-known.ts";
import { personFields } from "./person-fields.ts";
import { useSaved } from "./use-saved.ts";

interface AddCustomerDialogProps {
  /** Whose family they join; null = that is chosen here. */
  family: FamilyChoice | null;
  onClose: () => void;
}

/** Adds a customer, to a new family or one that there is, and opens their page. Asks once where somebody has the address or number. */
export function AddCustomerDialog({ family: given, onClose }: AddCustomerDialogProps) {
  const trpc = useTRPC();
  const saved = useSaved();
  const router = useRouter();
  const [ids] = useState(() => ({ customerId: crypto.randomUUID(), familyId: crypto.randomUUID() }));
  const [fields, change] = useState({ firstName: "", lastName: "", email: "", phone: "" });
  const [family, choose] = useState<JoinedFamily>({
    kind: given === null ? "new" : "existing",
    ...{ newName: "", existing: given },
  });
  const add = useMutation(
    trpc.customer.add.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome !== "added") return;
        const name = [fields.firstName, fields.lastName].filter(Boolean).join(" ");
        if (given !== null) onClose();
        else router.replace(`/customers/${answer.customerId}`);
        await saved(`${name} is a customer now.`);
      },
    }),
  );
  const known = add.data?.outcome === "known" ? add.data.people : [];
  const faults = add.data?.outcome === "wrong" ? add.data.faults : {};
  return (
    <FormDialog
      title={given === null ? "Add a customer" : `Add a person to the ${given.name} family`}
      onClose={onClose}
      onSubmit={() =>
        add.mutate({
          ...{ customerId: ids.customerId, fields, anyway: known.length > 0 },
          family:
            family.kind === "new"
              ? { familyId: ids.familyId, newName: family.newName }
              : { familyId: family.existing?.id ?? "", newName: null },
        })
      }
      pending={add.isPending}
      error={add.error}
      submit={known.length > 0 ? "Add anyway" : "Add"}
      blocked={!isFamilyKnown(family)}
    >
      {personFields.map(({ name, ...input }, at) => (
        <TextInput
          key={name}
          {...input}
          autoComplete="off"
          data-autofocus={at === 0 || undefined}
          error={faults[name]}
          value={fields[name]}
          onChange={({ currentTarget: { value } }) => {
            add.reset();
            change({ ...fields, [name]: value });
          }}
        />
      ))}
      {given === null && (
        <FamilyChoiceField
          value={family}
          called={fields.lastName || fields.firstName}
          onChange={(next) => {
            add.reset();
            choose(next);
          }}
        />
      )}
      {known.length > 0 && (
        <div className={classes.warning} role="status">
          <ul>
            {known.map((person) => (
              <li key={person.id}>
                {formatKnown(person)}: <Link href={`/customers/${person.id}`}>open their page</Link>
              </li>
            ))}
          </ul>
          <p>If this is somebody else, add them anyway: several people may share an address or a number.</p>
        </div>
      )}
    </FormDialog>
  );
}
