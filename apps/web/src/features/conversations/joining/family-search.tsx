"use client";

import { useDebouncedValue } from "@mantine/hooks";
import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import { aboutFamily } from "@packpost/core/customer/about-family";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Option } from "#web/components/choice/option-list.tsx";
import { OptionSearch } from "#web/components/choice/option-search.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { threadName } from "../thread-name.ts";
import classes from "./joining.module.css";

const pauseMs = 150;

/** Families by a parent's or a pet's name, to choose one of. */
export function FamilySearch({ onChoose }: { onChoose: (family: FoundFamily) => void }) {
  const trpc = useTRPC();
  const [term, setTerm] = useState("");
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const {
    data = [],
    error,
    isFetching,
  } = useQuery(
    trpc.conversation.findFamilies.queryOptions(
      { term: asked },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className={classes.form}>
      <OptionSearch
        label="Family, by a parent's or a pet's name"
        placeholder="A parent's or a pet's name"
        list="Families"
        term={term}
        onType={setTerm}
        known={asked === term.trim() && !isFetching}
        error={error}
      >
        {(asked === "" ? [] : data).map((family) => (
          <Option
            key={family.id}
            name={threadName({ family, stranger: null })}
            about={aboutFamily(family)}
            onChoose={() => onChoose(family)}
          />
        ))}
      </OptionSearch>
    </div>
  );
}
