"use client";

import type { CustomerFile } from "@packpost/core/customer/file/get-file";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { AddCustomerDialog } from "./add-customer-dialog.tsx";
import { ApplicationDialog } from "./application-dialog.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { FamilyDialog } from "./family-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { PetDialog } from "./pet-dialog.tsx";
import { RegistrationDialog } from "./registration-dialog.tsx";
import { TransactionDialog } from "./transaction-dialog.tsx";
import { useEdited } from "./use-edited.ts";

/** The form that the URL names, above a customer's page. */
export function EditDialogs({ customer, file }: { customer: CustomerPage; file: CustomerFile }) {
  const { edited, close } = useEdited();
  if (edited === null) return null;
  const { edit, pet, pass } = edited;
  switch (edit) {
    case "person":
      return <AddCustomerDialog family={customer.family} onClose={close} />;
    case "move":
      return <MoveDialog customer={customer} onClose={close} />;
    case "family":
      return <FamilyDialog family={customer.family} onClose={close} />;
    case "pet": {
      const known = file.pets.find(({ id }) => id === pet) ?? null;
      return <PetDialog key={known?.id ?? "new"} familyId={customer.family.id} pet={known} onClose={close} />;
    }
    case "application":
      return <ApplicationDialog key={pass} customer={customer} file={file} passId={pass} onClose={close} />;
    case "registration":
      return file.pets.length === 0 ? (
        <PetDialog familyId={customer.family.id} pet={null} onClose={close} />
      ) : (
        <RegistrationDialog key={`${pet} ${pass}`} {...{ file, petId: pet, passId: pass }} onClose={close} />
      );
    case "transaction":
      return <TransactionDialog customer={customer} today={file.today} onClose={close} />;
    default:
      return <EditDialog customer={customer} field={edit} onClose={close} />;
  }
}
