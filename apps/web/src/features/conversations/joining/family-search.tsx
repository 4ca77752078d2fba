"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import { aboutFamily } from "@packpost/core/customer/about-family";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Option, OptionList } from "#web/components/choice/option-list.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { threadName } from "../thread-name.ts";
import classes from "./joining.module.css";

const pauseMs = 150;

/** Families by a parent's or a pet's name, to choose one of. */
export function FamilySearch({ onChoose }: { onChoose: (family: FoundFamily) => void }) {
  const trpc = useTRPC();
  const [term, setTerm] = useState("");
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const { data = [], error } = useQuery(
    trpc.conversation.findFamilies.queryOptions(
      { term: asked },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className={classes.form}>
      <TextInput
        aria-label="Family, by a parent's or a pet's name"
        placeholder="A parent's or a pet's name"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        autoComplete="off"
        data-autofocus
        value={term}
        onChange={(event) => setTerm(event.currentTarget.value)}
      />
      {error !== null && <ErrorNotice error={error} />}
      <OptionList label="Families">
        {(asked === "" ? [] : data).map((family) => (
          <Option
            key={family.id}
            name={threadName({ family, stranger: null })}
            about={aboutFamily(family)}
            onChoose={() => onChoose(family)}
          />
        ))}
      </OptionList>
    </div>
  );
}
