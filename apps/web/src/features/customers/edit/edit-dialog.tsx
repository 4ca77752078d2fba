"use client";

import type { CustomerFields } from "@packpost/core/customer/edit/schemas";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { keepTyped } from "@packpost/core/save-outcome";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { formatTheirs } from "./format-theirs.ts";
import { KnownPeople } from "./known-people.tsx";
import { PersonFields } from "./person-fields.tsx";
import { useSaved } from "./use-saved.ts";

interface EditDialogProps {
  customer: CustomerPage;
  /** Where the caret goes first. */
  field: string;
  onClose: () => void;
}

/** Who a customer is and where they are reached: opens at the field that a reason led to (C4). */
export function EditDialog({ customer, field, onClose }: EditDialogProps) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [seen, see] = useState(() => fieldsOf(customer));
  const [fields, change] = useState(seen);
  const save = useMutation(
    trpc.customer.save.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome === "conflict") {
          change(keepTyped(fieldNames, { fields, seen, now: answer.now }));
          see(answer.now);
        }
        if (answer.outcome !== "saved") return;
        onClose();
        await saved("Saved. Who may be written to has been looked at again.");
      },
    }),
  );
  const known = save.data?.outcome === "known" ? save.data.people : [];
  const faults = save.data?.outcome === "wrong" ? save.data.faults : {};
  return (
    <FormDialog
      title="Edit the customer"
      onClose={onClose}
      onSubmit={() => save.mutate({ customerId: customer.id, fields, seen, anyway: known.length > 0 })}
      pending={save.isPending}
      error={save.error}
      conflict={save.data?.outcome === "conflict"}
      theirs={
        save.data?.outcome === "conflict"
          ? formatTheirs(customerFieldWords, save.variables, save.data.now)
          : []
      }
      submit={known.length > 0 ? "Save anyway" : "Save"}
    >
      <PersonFields
        fields={fields}
        faults={faults}
        first={field}
        onChange={(next) => {
          if (known.length > 0) save.reset();
          change(next);
        }}
      />
      <KnownPeople people={known} meant="Several people may share an address or a number." />
    </FormDialog>
  );
}

const customerFieldWords = {
  firstName: "First name",
  lastName: "Last name",
  email: "Email address",
  phone: "Phone number",
  language: "Language",
} as const satisfies Record<keyof CustomerFields, string>;
const fieldNames = Object.keys(customerFieldWords) as (keyof CustomerFields)[];

function fieldsOf({ firstName, lastName, email, phone, language }: CustomerPage): CustomerFields {
  return { firstName, lastName, email: email ?? "", phone: phone ?? "", language: language ?? "" };
}
