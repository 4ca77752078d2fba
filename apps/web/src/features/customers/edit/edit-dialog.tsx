"use client";

import { TextInput } from "@mantine/core";
import type { CustomerFields } from "@packpost/core/customer/edit/schemas";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./edit-dialog.module.css";
import { type EditField, useEdited } from "./use-edited.ts";

const labels: Record<EditField, { label: string; description?: string; type?: string }> = {
  firstName: { label: "First name" },
  lastName: { label: "Last name" },
  email: { label: "Email address", type: "email" },
  phone: {
    label: "Phone number",
    description: "With the country code, such as +1 503 555 0142",
    type: "tel",
  },
};

/** Who a customer is and where they are reached: opens at the field that a reason led to (C4). */
export function EditDialog({ customer }: { customer: CustomerPage }) {
  const [field, edit] = useEdited();
  if (field === null) return null;
  return <OpenEditDialog customer={customer} field={field} onClose={() => edit(null, { history: "back" })} />;
}

function OpenEditDialog({
  customer,
  field,
  onClose,
}: {
  customer: CustomerPage;
  field: EditField;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [seen, see] = useState(() => fieldsOf(customer));
  const [fields, change] = useState(seen);
  const save = useMutation(
    trpc.customer.save.mutationOptions({
      onSuccess: async (saved) => {
        if (saved.outcome === "conflict") see(saved.now);
        if (saved.outcome !== "saved") return;
        onClose();
        notifications.show({ message: "Saved. Who may be written to has been looked at again." });
        await client.invalidateQueries(trpc.customer.pathFilter());
      },
    }),
  );
  const faults = save.data?.outcome === "wrong" ? save.data.faults : {};
  return (
    <Dialog inUrl opened onClose={onClose} title="Edit the customer" width={520} locked={save.isPending}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ customerId: customer.id, fields, seen });
        }}
      >
        {(["firstName", "lastName", "email", "phone"] as const).map((name) => (
          <TextInput
            key={name}
            {...labels[name]}
            autoComplete="off"
            data-autofocus={name === field || undefined}
            maxLength={name === "email" ? 320 : 100}
            error={faults[name]}
            value={fields[name]}
            onChange={({ currentTarget: { value } }) => change({ ...fields, [name]: value })}
          />
        ))}
        {save.data?.outcome === "conflict" && (
          <ErrorNotice error="Somebody has changed this customer meanwhile, so nothing was saved. Press Save again to keep what stands here." />
        )}
        {save.error !== null && <ErrorNotice error={save.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={save.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function fieldsOf({ firstName, lastName, email, phone }: CustomerPage): CustomerFields {
  return { firstName, lastName, email: email ?? "", phone: phone ?? "" };
}
