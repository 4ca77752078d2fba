"use client";

import type { CustomerFields } from "@packpost/core/customer/edit/schemas";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { FamilyChoiceField, isFamilyKnown, type JoinedFamily } from "./family-choice.tsx";
import type { FamilyChoice } from "./family-field.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { KnownPeople } from "./known-people.tsx";
import { PersonFields } from "./person-fields.tsx";
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
  const [fields, change] = useState<CustomerFields>({
    firstName: "",
    lastName: "",
    email: "",
    phone: "",
    language: "",
  });
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
      <PersonFields
        fields={fields}
        faults={faults}
        first="firstName"
        onChange={(next) => {
          add.reset();
          change(next);
        }}
      />
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
      <KnownPeople
        people={known}
        meant="If this is somebody else, add them anyway: several people may share an address or a number."
      />
    </FormDialog>
  );
}
