"use client";

import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { FamilyChoiceField, isFamilyKnown, type JoinedFamily } from "./family-choice.tsx";
import classes from "./form-dialog.module.css";
import { FormDialog } from "./form-dialog.tsx";
import { useSaved } from "./use-saved.ts";

/** Puts a customer into another family, or one of their own, and says what that does to conversations and pets. */
export function MoveDialog({ customer, onClose }: { customer: CustomerPage; onClose: () => void }) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [newFamilyId] = useState(() => crypto.randomUUID());
  const [seen, see] = useState(customer.family);
  const [family, choose] = useState<JoinedFamily>({ kind: "existing", newName: "", existing: null });
  const called = customer.lastName || customer.firstName;
  const name = family.kind === "new" ? family.newName || called : (family.existing?.name ?? "");
  const move = useMutation(
    trpc.customer.move.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome === "conflict") return see(answer.family);
        onClose();
        await saved(`${customer.name} is in the ${name} family now.`);
      },
    }),
  );
  const stays = customer.people.length === 1 && customer.pets.length > 0;
  return (
    <FormDialog
      title={`Move ${customer.name} to another family`}
      onClose={onClose}
      onSubmit={() =>
        move.mutate({
          customerId: customer.id,
          seenFamilyId: seen.id,
          to:
            family.kind === "new"
              ? { familyId: newFamilyId, newName: family.newName }
              : { familyId: family.existing?.id ?? "", newName: null },
        })
      }
      pending={move.isPending}
      error={move.error}
      submit={`Move to ${name === "" ? "…" : name}`}
      blocked={!isFamilyKnown(family)}
    >
      <FamilyChoiceField value={family} onChange={choose} called={called} />
      <p className={classes.note}>
        From then on they read and write in that family’s conversation, all of it, and no more in the{" "}
        {customer.family.name} family’s. What they wrote there stays there. Pets and visits stay with the{" "}
        {customer.family.name} family{stays ? ", where nobody is left then" : ""}.
      </p>
      {move.data?.outcome === "conflict" && (
        <ErrorNotice
          error={{
            message: `Somebody has put them into the ${move.data.family.name} family meanwhile.`,
            nextStep: "Press again to move them from there.",
          }}
        />
      )}
    </FormDialog>
  );
}
