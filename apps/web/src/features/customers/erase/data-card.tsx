"use client";

import { Textarea, TextInput } from "@mantine/core";
import { can, type Role } from "@packpost/core/access/permissions";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { IconEraser } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { parseAsStringLiteral, useQueryState } from "#web/components/table/query-state.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./erase.module.css";

/** What somebody may ask for by law: everything that is held of them, and that it is erased (P11). */
export function DataCard({ customer, role }: { customer: CustomerPage; role: Role }) {
  const [asked, ask] = useQueryState("data", { ...parseAsStringLiteral(["erase"]), history: "push" });
  if (!can(role, "campaign.export")) return null;
  return (
    <Card title="Their data">
      <p className={classes.quiet}>
        If they ask for it: everything that is held of them, as a file, or that it is erased for good.
      </p>
      <div className={classes.actions}>
        <ExportButton
          path={`/api/export/person/${customer.id}`}
          filters={{}}
          label={`Export everything about ${customer.name}`}
          word="Export everything"
          look={{ variant: "default", size: "xs" }}
        />
        {can(role, "settings.manage") && (
          <Button
            variant="default"
            color="red"
            size="xs"
            leftSection={<IconEraser size={15} stroke={1.8} aria-hidden />}
            onClick={() => ask("erase")}
          >
            Erase …
          </Button>
        )}
      </div>
      {asked === "erase" && (
        <EraseDialog customer={customer} onClose={() => ask(null, { history: "back" })} />
      )}
    </Card>
  );
}

function EraseDialog({ customer, onClose }: { customer: CustomerPage; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [number, setNumber] = useState("");
  const [reason, setReason] = useState("");
  const erase = useMutation(
    trpc.customer.erase.mutationOptions({
      onSuccess: async ({ outcome }) => {
        if (outcome !== "erased") return;
        onClose();
        notifications.show({ message: "Erased. What was sent goes on being counted, without a name." });
        await client.invalidateQueries(trpc.customer.pathFilter());
      },
    }),
  );
  const isSure = number.trim() === String(customer.number) && reason.trim().length >= 3;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Erase ${customer.name}`}
      width={560}
      locked={erase.isPending}
      inUrl
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure) erase.mutate({ customerId: customer.id, number: Number(number.trim()), reason });
        }}
      >
        <ul className={classes.what}>
          <li>
            Their name, address, number, messages and the mails to them are gone for good, also from what was
            sent.
          </li>
          <li>
            They stay as “Erased customer {customer.number}” with dates and outcomes, so that campaigns add
            up.
          </li>
          <li>
            Transactions stay, as the books need them. A refusal or a block stays, in a form that names
            nobody.
          </li>
          <li>
            Files that were dropped for an import in the last 30 days may name them, so all of them are
            deleted. What they brought stays; one that was not imported yet has to be dropped again.
          </li>
          <li>Raw reports of the mail provider go when their time is over, as set in the settings.</li>
        </ul>
        <TextInput
          label={`Type their customer number, ${customer.number}`}
          value={number}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Textarea
          label="Who asked for it, and how"
          description="Kept in the audit: write no more of them than it takes"
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {erase.data?.outcome === "sending" && (
          <ErrorNotice
            error={{
              message: "Something is on its way to them, so nothing was erased.",
              nextStep: "Try again when it has been sent.",
            }}
          />
        )}
        {erase.data?.outcome === "importing" && (
          <ErrorNotice
            error={{
              message: "A file is being imported or taken back, which may name them, so nothing was erased.",
              nextStep: "Try again when it is done.",
            }}
          />
        )}
        {erase.data?.outcome === "other_number" && (
          <ErrorNotice
            error={{
              message: "This is not their number, so nothing was erased.",
              nextStep: "Reload the page.",
            }}
          />
        )}
        {erase.error !== null && <ErrorNotice error={erase.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={erase.isPending}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={erase.isPending} disabled={!isSure}>
            Erase for good
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
