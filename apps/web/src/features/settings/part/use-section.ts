"use client";

import { settingsNames } from "@packpost/core/organisation/settings-names";
import type { Settings, SettingsSection } from "@packpost/core/organisation/settings-schemas";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";

type Value = string | number | null;
type Errors = Partial<Record<keyof Settings, string>>;

type Draft = Partial<Record<keyof Settings, Value>>;

/** One section of the settings while it is edited: what is typed stays until it is saved or taken back. */
export interface SectionState {
  values: Record<keyof Settings, Value>;
  errors: Errors;
  dirty: boolean;
  saving: boolean;
  /** Saved, and nothing typed since. */
  saved: boolean;
  /** Somebody else saved meanwhile: what is typed is still here, theirs is shown beside it. */
  conflict: boolean;
  error: unknown;
  change: (name: keyof Settings, value: Value) => void;
  save: () => Promise<void>;
  revert: () => void;
}

/** @param section which part of the settings; it is checked and saved on its own */
export function useSection(section: SettingsSection): SectionState {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions());
  const [draft, setDraft] = useState<Draft>({});
  /** What is being saved. */
  const sent = useRef<Draft>({});
  const [errors, setErrors] = useState<Errors>({});
  const names: readonly (keyof Settings)[] = settingsNames[section];
  const values: Record<keyof Settings, Value> = { ...settings, ...draft };
  const dirty = names.some(
    (name) => name in draft && (draft[name] === "" ? null : draft[name]) !== settings[name],
  );
  const edit = useMutation(
    trpc.settings.edit.mutationOptions({
      onSuccess: async ({ outcome, settings: newest }) => {
        queryClient.setQueryData(trpc.settings.get.queryKey(), newest);
        // What was typed while it was being saved stays to be saved.
        if (outcome === "saved") setDraft((now) => typedSince(sent.current, now, names));
        // Another address may have another domain.
        if (section === "sender") await queryClient.invalidateQueries(trpc.settings.sender.queryFilter());
        // Name and zone stand in the frame and in campaigns.
        await queryClient.invalidateQueries(trpc.campaign.pathFilter());
      },
    }),
  );
  useLeaveWarning(dirty);
  return {
    values,
    errors,
    dirty,
    saving: edit.isPending,
    saved: edit.data?.outcome === "saved" && !dirty,
    conflict: edit.data?.outcome === "conflict" && dirty,
    error: edit.error,
    change: (name, value) => {
      setDraft((was) => ({ ...was, [name]: value }));
      setErrors(({ [name]: _, ...others }) => others);
    },
    save: async () => {
      const { readSection } = await loadLater(() => import("./read-section.ts"));
      const read = readSection(section, values, settings);
      if (read.ok) {
        sent.current = draft;
        edit.mutate(read.input);
      }
      setErrors(read.ok ? {} : read.errors);
    },
    revert: () => {
      setDraft({});
      setErrors({});
      edit.reset();
    },
  };
}

/** What has been typed since it was sent. */
function typedSince(sent: Draft, draft: Draft, names: readonly (keyof Settings)[]): Draft {
  const left: Draft = {};
  for (const name of names) {
    const value = draft[name];
    if (value !== undefined && value !== sent[name]) left[name] = value;
  }
  return left;
}

/** Closing the tab asks first while something is typed and not saved. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
}
