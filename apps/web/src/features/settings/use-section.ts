"use client";

import {
  type EditSettingsInput,
  type Settings,
  type SettingsSection,
  settingsSections,
} from "@packpost/core/organisation/settings-schemas";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";

type Value = string | number | null;
type Errors = Partial<Record<keyof Settings, string>>;

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
  /** The saved value of a field, where it is not the typed one. */
  savedValue: (name: keyof Settings) => Value;
  change: (name: keyof Settings, value: Value) => void;
  save: () => void;
  revert: () => void;
}

/** @param section which part of the settings; it is checked and saved on its own */
export function useSection(section: SettingsSection): SectionState {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions());
  const [draft, setDraft] = useState<Partial<Record<keyof Settings, Value>>>({});
  const [errors, setErrors] = useState<Errors>({});
  const names = namesOf(section);
  const values: Record<keyof Settings, Value> = { ...settings, ...draft };
  const dirty = names.some((name) => name in draft && (draft[name] || null) !== settings[name]);
  const edit = useMutation(
    trpc.settings.edit.mutationOptions({
      networkMode: "always",
      onSuccess: async ({ outcome, settings: newest }) => {
        queryClient.setQueryData(trpc.settings.get.queryKey(), newest);
        if (outcome === "saved") setDraft({});
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
    savedValue: (name) => settings[name],
    change: (name, value) => {
      setDraft((was) => ({ ...was, [name]: value }));
      setErrors(({ [name]: _, ...others }) => others);
    },
    save: () => {
      const read = readSection(section, values, settings);
      if (read.ok) edit.mutate(read.input);
      setErrors(read.ok ? {} : read.errors);
    },
    revert: () => {
      setDraft({});
      setErrors({});
      edit.reset();
    },
  };
}

function namesOf(section: SettingsSection): (keyof Settings)[] {
  return Object.keys(settingsSections[section].shape) as (keyof Settings)[];
}

function readSection(
  section: SettingsSection,
  values: Record<string, Value>,
  settings: Settings,
): { ok: true; input: EditSettingsInput } | { ok: false; errors: Errors } {
  const parsed = settingsSections[section].safeParse(values);
  if (parsed.success) {
    const seen = Object.fromEntries(namesOf(section).map((name) => [name, settings[name]]));
    return { ok: true, input: { section, values: parsed.data, seen } as EditSettingsInput };
  }
  const errors: Errors = {};
  for (const { path, message } of parsed.error.issues) {
    const name = namesOf(section).find((known) => known === path[0]);
    if (name !== undefined) errors[name] ??= message;
  }
  return { ok: false, errors };
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
