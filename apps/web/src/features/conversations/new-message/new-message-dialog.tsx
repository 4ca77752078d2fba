"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import type { FoundStranger } from "@packpost/core/conversation/inbox/find-strangers";
import { aboutFamily } from "@packpost/core/customer/about-family";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { ListboxOption } from "#web/components/choice/listbox-option.tsx";
import { useEnterWhenKnown } from "#web/components/form/use-enter-when-known.ts";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { threadName } from "../thread-name.ts";
import classes from "./new-message.module.css";

const pauseMs = 120;

/** Somebody who can be written to. */
interface Found {
  id: string;
  name: string;
  /** What tells them from others of that name. */
  about: string;
  /** There is a thread already. */
  threadId: string | null;
}

const ofFamily = (family: FoundFamily): Found => ({
  ...{ id: family.id, threadId: null, name: threadName({ family, stranger: null }) },
  about: aboutFamily(family),
});

const ofStranger = ({ threadId, stranger }: FoundStranger): Found => ({
  ...{ id: threadId, threadId, name: threadName({ family: null, stranger }) },
  about: "Nobody knows yet whose this is",
});

interface NewMessageDialogProps {
  onClose: () => void;
  onOpen: (threadId: string) => void;
}

/** A new message (V2): a parent's or a pet's name, a phone number's digits, a stranger's number or mailbox; arrows and Enter, or a press, choose the family. */
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
  const strangers = useQuery(
    trpc.conversation.findStrangers.queryOptions(
      { term: asked },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const found: Found[] =
    asked === ""
      ? []
      : [
          ...(data ?? []).map(ofFamily),
          ...(strangers.data ?? []).filter(({ family }) => family === null).map(ofStranger),
        ];
  const open = useMutation(trpc.conversation.open.mutationOptions({ onSuccess: onOpen }));
  const choose = (one: Found | undefined) => {
    if (one === undefined || open.isPending) return;
    if (one.threadId !== null) onOpen(one.threadId);
    else open.mutate({ familyId: one.id });
  };
  const enter = useEnterWhenKnown({
    typed: term,
    known: asked === term.trim() && !isFetching && !strangers.isFetching,
    choose: () => choose(found[0]),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      move((at + step + found.length) % found.length);
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      // Whoever went there by arrows means what they see.
      if (at > 0) choose(found[at]);
      else enter();
    }
  };
  const active = found[at];
  return (
    <Dialog opened onClose={onClose} title="New message" width={520}>
      <TextInput
        aria-label="Family, by a parent's or a pet's name, a phone number or an address"
        placeholder="A parent's or a pet's name, a number, an address"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        role="combobox"
        aria-expanded={found.length > 0}
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
      <div className={classes.found}>
        <p className={classes.none} role="status">
          {asked === "" && "Choose a family here, and write. A few letters are enough."}
          {asked !== "" && !isFetching && !strangers.isFetching && error === null && found.length === 0
            ? "No family has a parent or pet like this, and nobody unknown has written from such a number or address."
            : ""}
        </p>
        <div id={listId} role="listbox" aria-label="Families" className={classes.list}>
          {found.map((one, index) => (
            <ListboxOption
              key={one.id}
              id={`${listId}-${one.id}`}
              name={one.name}
              about={one.about}
              active={index === at}
              onPoint={() => move(index)}
              onChoose={() => choose(one)}
            />
          ))}
        </div>
      </div>
    </Dialog>
  );
}
