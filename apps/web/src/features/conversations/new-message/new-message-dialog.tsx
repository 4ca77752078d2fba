"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { threadName } from "../thread-name.ts";
import classes from "./new-message.module.css";

const pauseMs = 120;

interface NewMessageDialogProps {
  onClose: () => void;
  onOpen: (threadId: string) => void;
}

/** A new message (V2): a parent's or a pet's name, a phone number's digits; arrows and Enter, or a press, choose the family. */
export function NewMessageDialog({ onClose, onOpen }: NewMessageDialogProps) {
  const trpc = useTRPC();
  const listId = useId();
  const [term, setTerm] = useState("");
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const [at, move] = useState(0);
  const { data, error, refetch, isFetching } = useQuery(
    trpc.conversation.findFamilies.queryOptions(
      { term: asked },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const families = asked === "" ? [] : (data ?? []);
  const open = useMutation(trpc.conversation.open.mutationOptions({ onSuccess: onOpen }));
  const choose = (family: FoundFamily | undefined) => {
    if (family !== undefined && !open.isPending) open.mutate({ familyId: family.id });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && families.length > 0) {
      event.preventDefault();
      move((at + step + families.length) % families.length);
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(families[at] ?? families[0]);
    }
  };
  const active = families[at];
  return (
    <Dialog opened onClose={onClose} title="New message" width={520}>
      <TextInput
        aria-label="Family, by a parent's or a pet's name, or a phone number"
        placeholder="A parent's or a pet's name, a phone number"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        role="combobox"
        aria-expanded={families.length > 0}
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        autoComplete="off"
        data-autofocus
        value={term}
        onChange={(event) => {
          setTerm(event.currentTarget.value);
          move(0);
        }}
        onKeyDown={onKeyDown}
      />
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {open.error !== null && <ErrorNotice error={open.error} />}
      <div id={listId} role="listbox" aria-label="Families" className={classes.list}>
        {families.map((family, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
          <div
            key={family.id}
            id={`${listId}-${family.id}`}
            role="option"
            aria-selected={index === at}
            className={classes.family}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(family)}
          >
            <b>{threadName({ family, stranger: null })}</b>
            <span>{[...family.people.map(({ name }) => name), ...family.pets].join(" · ")}</span>
          </div>
        ))}
      </div>
      <p className={classes.none} role="status">
        {asked !== "" && !isFetching && error === null && families.length === 0
          ? "No family has a parent or pet like this."
          : ""}
      </p>
    </Dialog>
  );
}
