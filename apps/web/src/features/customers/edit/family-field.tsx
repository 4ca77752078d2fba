"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { aboutFamily } from "@packpost/core/customer/about-family";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useCompletion } from "#web/components/form/use-completion.tsx";
import { useTRPC } from "#web/trpc/client.tsx";

export interface FamilyChoice {
  id: string;
  name: string;
}

const pauseMs = 150;

/** Which family, found by a parent's or a pet's name as New message finds it (V2). */
export function FamilyField({
  family,
  onChoose,
}: {
  family: FamilyChoice | null;
  onChoose: (family: FamilyChoice | null) => void;
}) {
  const trpc = useTRPC();
  const [term, setTerm] = useState("");
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const field = useRef<HTMLInputElement>(null);
  const wanted = asked !== "" && family === null;
  const found = useQuery(
    trpc.conversation.findFamilies.queryOptions(
      { term: asked },
      { enabled: wanted, placeholderData: keepPreviousData },
    ),
  );
  const families = wanted ? (found.data ?? []) : [];
  const completion = useCompletion({
    field,
    label: "Families",
    completions: families.map((one) => ({
      ...{ id: one.id, label: `${one.name} family`, detail: aboutFamily(one) },
    })),
    none: wanted && found.isSuccess && !found.isFetching ? "No family has this name or this pet." : null,
    onChoose: ({ id, label }) => {
      setTerm(label);
      onChoose(families.find((one) => one.id === id) ?? null);
    },
  });
  return (
    <div>
      <TextInput
        ref={field}
        label="Family"
        placeholder="A parent’s or a pet’s name"
        data-autofocus
        value={term}
        {...completion.fieldProps}
        onChange={({ currentTarget: { value } }) => {
          setTerm(value);
          onChoose(null);
          completion.open();
        }}
      />
      {completion.list}
    </div>
  );
}
