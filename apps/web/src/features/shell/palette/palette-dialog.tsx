"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Fragment, type KeyboardEvent, useId, useState } from "react";
import { ListboxOption } from "#web/components/choice/listbox-option.tsx";
import { useEnterWhenKnown } from "#web/components/form/use-enter-when-known.ts";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./palette.module.css";
import { keepRecent } from "./recent-items.ts";
import { type PaletteItem, usePaletteItems, type Viewer } from "./use-palette-items.ts";

const pauseMs = 100;

/** Goes to a family, a customer, a pet, a campaign, a message or a page, or begins something (V12): a few letters, arrows and Enter. */
export function PaletteDialog({ viewer, onClose }: { viewer: Viewer; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [term] = useDebouncedValue(typed.trim(), pauseMs);
  const [at, move] = useState(0);
  const { items, pending, error, retry } = usePaletteItems(viewer, typed.trim() === "" ? "" : term);
  const leaveTo = (href: string) => {
    onClose();
    router.push(href);
  };
  const open = useMutation(trpc.conversation.open.mutationOptions());
  const create = useMutation(
    trpc.campaign.create.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries(trpc.campaign.list.pathFilter()),
    }),
  );
  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined || open.isPending || create.isPending) return;
    const { aim } = item;
    const arrive = (href: string) => {
      keepRecent(viewer.staffMemberId, { ...item, href });
      leaveTo(href);
    };
    if (aim.kind === "page") arrive(aim.href);
    else if (aim.kind === "family")
      open.mutate({ familyId: aim.familyId }, { onSuccess: (threadId) => arrive(`/messages/${threadId}`) });
    else create.mutate({}, { onSuccess: ({ campaignId }) => leaveTo(`/campaigns/${campaignId}`) });
  };
  const enter = useEnterWhenKnown({
    typed,
    known: term === typed.trim() && !pending,
    choose: () => choose(items[0]),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      const next = (at + step + items.length) % items.length;
      move(next);
      document.getElementById(`${listId}-${items[next]?.id}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      // Whoever went there by arrows means what they see.
      if (at > 0) choose(items[at]);
      else enter();
    } else return;
    event.preventDefault();
  };
  const active = items[at] ?? items[0];
  const failed = error ?? open.error ?? create.error;
  return (
    <Dialog opened onClose={onClose} title="Search or jump to …" width={600}>
      <TextInput
        role="combobox"
        aria-label="A name, a number, words of a message, or a page"
        placeholder="A name, a number, words of a message, a page"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-autofocus
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          move(0);
        }}
        onKeyDown={onKeyDown}
      />
      {failed !== null && (
        <div className={classes.failed}>
          <ErrorNotice error={failed} onRetry={retry} />
        </div>
      )}
      <div id={listId} role="listbox" aria-label="Found" aria-busy={pending} className={classes.list}>
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {items[index - 1]?.group !== item.group && (
              <div className={classes.group} role="presentation">
                {item.group}
              </div>
            )}
            <ListboxOption
              id={`${listId}-${item.id}`}
              name={item.label}
              about={item.about}
              active={item === active}
              inline
              onPoint={() => move(index)}
              onChoose={() => choose(item)}
            />
          </Fragment>
        ))}
      </div>
      <p className={classes.none} role="status">
        {!pending && failed === null && term === typed.trim() && items.length === 0
          ? `Nothing is called “${term}”.`
          : ""}
      </p>
    </Dialog>
  );
}
