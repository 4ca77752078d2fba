"use client";

import { TextInput } from "@mantine/core";
import type { FoundPet } from "@packpost/core/appointment/find-pets";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useRef, useState } from "react";
import { useCompletion } from "#web/components/form/use-completion.tsx";
import { useTRPC } from "#web/trpc/client.tsx";

/** Which pet, found by its own or a parent's name. */
export function PetField({
  pet,
  onChoose,
}: {
  pet: FoundPet | null;
  onChoose: (pet: FoundPet | null) => void;
}) {
  const [term, setTerm] = useState("");
  const asked = useDeferredValue(term);
  const field = useRef<HTMLInputElement>(null);
  const trpc = useTRPC();
  const wanted = asked.trim() !== "" && pet === null;
  const found = useQuery(
    trpc.schedule.findPets.queryOptions(
      { term: asked },
      { enabled: wanted, placeholderData: keepPreviousData },
    ),
  );
  const pets = wanted ? (found.data ?? []) : [];
  const completion = useCompletion({
    field,
    label: "Pets",
    completions: pets.map(({ id, name, family, people }) => ({
      ...{ id, label: `${name} · ${family.name} family`, detail: people.join(", ") },
    })),
    none: wanted && found.isSuccess && !found.isFetching ? "No pet or parent has this name." : null,
    onChoose: ({ id, label }) => {
      setTerm(label);
      onChoose(pets.find((one) => one.id === id) ?? null);
    },
  });
  return (
    <div>
      <TextInput
        ref={field}
        label="Pet"
        placeholder="Pet’s or parent’s name"
        data-autofocus
        value={term}
        {...completion.fieldProps}
        onChange={(event) => {
          setTerm(event.currentTarget.value);
          onChoose(null);
          completion.open();
        }}
      />
      {completion.list}
    </div>
  );
}
