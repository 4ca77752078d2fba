"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { transactionWords } from "../holding-words.ts";
import classes from "./form-dialog.module.css";
import { FormDialog } from "./form-dialog.tsx";
import { useSaved } from "./use-saved.ts";

interface TransactionDialogProps {
  customer: { id: string; name: string };
  /** The organisation's day. */
  today: string;
  onClose: () => void;
}

const kinds = ["visit", "purchase", "payment"] as const;

/** Adds what counts as contact (P7): a purchase, a visit or a payment of a day. */
export function TransactionDialog({ customer, today, onClose }: TransactionDialogProps) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [transactionId] = useState(() => crypto.randomUUID());
  const [kind, chooseKind] = useState<(typeof kinds)[number]>("visit");
  const [date, setDate] = useState(today);
  const [what, setWhat] = useState("");
  const add = useMutation(
    trpc.customer.addTransaction.mutationOptions({
      onSuccess: async (answer) => {
        if (answer.outcome !== "added") return;
        onClose();
        await saved(`The ${kind} is added. Two years of contact are counted from the newest one.`);
      },
    }),
  );
  return (
    <FormDialog
      title="Add a transaction"
      onClose={onClose}
      onSubmit={() => add.mutate({ transactionId, customerId: customer.id, kind, date, what })}
      pending={add.isPending}
      error={add.error}
      submit="Add"
      blocked={date === ""}
    >
      <div className={classes.pair}>
        <NativeSelect
          label="Kind"
          data-autofocus
          value={kind}
          data={kinds.map((value) => ({ value, label: transactionWords[value] }))}
          onChange={({ currentTarget: { value } }) =>
            chooseKind(kinds.find((one) => one === value) ?? "visit")
          }
        />
        <TextInput
          type="date"
          label="Day"
          min="1990-01-01"
          max={today}
          error={add.data?.outcome === "wrong" ? add.data.faults.date : undefined}
          value={date}
          onChange={({ currentTarget: { value } }) => setDate(value)}
        />
      </div>
      <TextInput
        label="What it was"
        placeholder="10-visit card"
        autoComplete="off"
        maxLength={200}
        value={what}
        onChange={({ currentTarget: { value } }) => setWhat(value)}
      />
    </FormDialog>
  );
}
