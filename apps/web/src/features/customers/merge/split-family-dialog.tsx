"use client";

import { TextInput } from "@mantine/core";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./merge.module.css";
import { useMerging } from "./use-merging.ts";

/** Who and which pets go into a family of their own; both sides stand there before it is done. */
export function SplitFamilyDialog({ customer }: { customer: CustomerPage }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { close } = useMerging();
  const [customerIds, setCustomers] = useState<readonly string[]>([]);
  const [petIds, setPets] = useState<readonly string[]>([]);
  const [name, setName] = useState("");
  const split = useMutation(
    trpc.customer.merge.split.mutationOptions({
      onSuccess: async () => {
        close();
        notifications.show({ message: "Split. It can be taken back for 30 days." });
        await client.invalidateQueries(trpc.customer.pathFilter());
      },
    }),
  );
  const { people, pets, family } = customer;
  const staying = people.filter(({ id }) => !customerIds.includes(id));
  const going = people.filter(({ id }) => customerIds.includes(id));
  const fault =
    going.length === 0
      ? "Choose who goes."
      : staying.length === 0
        ? "Somebody has to stay in the family."
        : null;
  return (
    <Dialog
      opened
      onClose={close}
      title={`Split the ${family.name} family`}
      width={620}
      locked={split.isPending}
      inUrl
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === null)
            split.mutate({ familyId: family.id, name, customerIds: [...customerIds], petIds: [...petIds] });
        }}
      >
        <Ticks label="People who go" items={people} ticked={customerIds} onChange={setCustomers} />
        {pets.length > 0 && <Ticks label="Pets that go" items={pets} ticked={petIds} onChange={setPets} />}
        <TextInput
          label="Name of the new family"
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <dl className={classes.two}>
          <div>
            <dt>The {family.name} family</dt>
            <dd>
              {[...staying, ...pets.filter(({ id }) => !petIds.includes(id))]
                .map(({ name }) => name)
                .join(", ") || "–"}
            </dd>
          </div>
          <div>
            <dt>{name.trim() === "" ? "The new family" : `The ${name.trim()} family`}</dt>
            <dd>
              {[...going, ...pets.filter(({ id }) => petIds.includes(id))]
                .map(({ name }) => name)
                .join(", ") || "–"}
            </dd>
          </div>
        </dl>
        <p className={classes.quiet}>
          Visits go with their pets. What was said stays in the conversation of the {family.name} family.
        </p>
        {split.error !== null && <ErrorNotice error={split.error} />}
        <div className={classes.buttons}>
          {fault !== null && <span className={classes.quiet}>{fault}</span>}
          <Button type="submit" loading={split.isPending} disabled={fault !== null || name.trim() === ""}>
            Split the family
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Ticks({
  label,
  items,
  ticked,
  onChange,
}: {
  label: string;
  items: readonly { id: string; name: string }[];
  ticked: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  return (
    <fieldset className={classes.ticks}>
      <legend>{label}</legend>
      {items.map(({ id, name }) => (
        <label key={id} className={classes.choice}>
          <input
            type="checkbox"
            checked={ticked.includes(id)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...ticked, id] : ticked.filter((other) => other !== id))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
