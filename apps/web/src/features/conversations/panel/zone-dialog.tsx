"use client";

import { NativeSelect } from "@mantine/core";
import type { QuietAt } from "@packpost/core/quiet-hours/quiet-at";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { quietSpan } from "../quiet-words.ts";
import classes from "./family-panel.module.css";

interface ZoneDialogProps {
  customerId: string;
  name: string;
  zone: string | null;
  /** When they get no mass text as it stands; null = the organisation has no quiet hours. */
  quiet: QuietAt | null;
  onClose: () => void;
}

/** Sets the zone by which mass texts leave somebody their night (A12, T35). */
export function ZoneDialog({ customerId, name, zone, quiet, onClose }: ZoneDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const ours = useOrganisationZone();
  const [chosen, choose] = useState(zone);
  const [seen, see] = useState(zone);
  const choices = useMemo(() => {
    const zones = new Set([ours, ...(zone === null ? [] : [zone]), ...Intl.supportedValuesOf("timeZone")]);
    return [
      { value: "", label: "By their number" },
      ...[...zones].map((one) => ({ value: one, label: one.replaceAll("_", " ") })),
    ];
  }, [ours, zone]);
  const save = useMutation(
    trpc.customer.setZone.mutationOptions({
      onSuccess: async (said) => {
        await queryClient.invalidateQueries(trpc.conversation.panel.pathFilter());
        if (said.outcome === "saved") onClose();
        else see(said.zone);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ customerId, zone: chosen, seen });
  };
  const conflict = save.data?.outcome === "conflict" ? save.data : null;
  return (
    <Dialog opened onClose={onClose} title={`On whose clock ${name} sleeps`} width={440}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>
          Mass texts wait while it is night there. Unless you choose one, the area code of their number
          decides; where that tells nothing, your own clock does.
        </p>
        <p role="status">
          {quiet === null
            ? "Your settings have no quiet hours: texts go at any time."
            : `No mass texts ${quietWhere(quiet, { zone, chosen, ours })}.`}
        </p>
        <NativeSelect
          label="Time zone"
          data={choices}
          value={chosen ?? ""}
          data-autofocus
          onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
        />
        {conflict !== null && !save.isPending && (
          <ErrorNotice
            error={{
              message: `Somebody has set it to ${conflict.zone ?? "their number’s"} meanwhile.`,
              effect: "Nothing was overwritten.",
              nextStep: "Save again to replace it with yours.",
            }}
          />
        )}
        {save.error !== null && <ErrorNotice error={save.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the choice means: their number's zones are known while they decide. */
function quietWhere(
  quiet: QuietAt,
  { zone, chosen, ours }: { zone: string | null; chosen: string | null; ours: string },
): string {
  if (chosen === zone) return quietSpan(quiet, ours);
  if (chosen !== null) return quietSpan({ ...quiet, zones: [chosen] }, ours);
  return `${quiet.from} to ${quiet.until} where their number is from`;
}
