"use client";

import { IconPlus } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { AddCustomerDialog } from "../edit/add-customer-dialog.tsx";

/** Adds a customer; its form has an address, so that the palette leads to it. */
export function AddCustomerButton({ variant = "filled" }: { variant?: "filled" | "default" }) {
  const [add, setAdd] = useQueryState("add", parseAsString);
  return (
    <>
      <Button
        variant={variant}
        leftSection={<IconPlus size={17} stroke={2} aria-hidden />}
        onClick={() => setAdd("customer", { history: "push" })}
      >
        Add customer
      </Button>
      {add === "customer" && (
        <AddCustomerDialog family={null} onClose={() => setAdd(null, { history: "back" })} />
      )}
    </>
  );
}
