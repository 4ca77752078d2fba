"use client";

import type { OpeningHours } from "@packpost/core/opening-hours/opening-hours-schema";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { SettingsSectionForm } from "../part/settings-section.tsx";
import { ClosedDays } from "./closed-days.tsx";
import classes from "./hours.module.css";
import { WeekHours } from "./week-hours.tsx";

/** When somebody is there (V16): outside of it whoever writes is told once when somebody will look. */
export function OpeningHoursSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: saved } = useSuspenseQuery(trpc.settings.openingHours.queryOptions());
  const [draft, setDraft] = useState<OpeningHours | null>(null);
  /** What is being saved. */
  const sent = useRef<OpeningHours | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const hours = draft ?? saved;
  const save = useMutation(
    trpc.settings.saveOpeningHours.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.settings.openingHours.queryFilter());
        // What was changed while it was being saved stays to be saved.
        setDraft((now) => (now === sent.current ? null : now));
      },
    }),
  );
  const change = (changed: Partial<OpeningHours>) => {
    setFault(null);
    setDraft({ ...hours, ...changed });
  };
  const dirty = draft !== null && JSON.stringify(draft) !== JSON.stringify(saved);
  const isOff = hours.week.every((spans) => spans.length === 0);
  return (
    <SettingsSectionForm
      id="hours"
      title="Opening hours"
      about="Whoever writes while you are closed is told once in each conversation when somebody will look: on their pages, by text if they texted, by email if they answered one. Automatic replies and STOP are never answered. While no hours are set, nobody is told anything."
      section={{
        ...{ dirty, conflict: false, saving: save.isPending, saved: save.isSuccess && !dirty },
        error: save.error,
        save: async () => {
          const { readHours } = await loadLater(() => import("./read-hours.ts"));
          const read = readHours(hours);
          if ("fault" in read) setFault(read.fault);
          else {
            sent.current = draft;
            save.mutate(read.hours);
          }
        },
        revert: () => {
          setDraft(null);
          setFault(null);
          save.reset();
        },
      }}
    >
      <WeekHours week={hours.week} onChange={(week) => change({ week })} />
      <ClosedDays days={hours.closedDays} onChange={(closedDays) => change({ closedDays })} />
      <p className={classes.note}>
        {isOff
          ? "No hours are set: nobody is told anything."
          : "On the clock of the organisation’s time zone. Who answered within the last half hour is there, whatever the hours say."}
      </p>
      {fault !== null && (
        <p role="alert" className={classes.fault}>
          {fault}
        </p>
      )}
    </SettingsSectionForm>
  );
}
