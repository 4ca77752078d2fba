"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import type { FoundPet } from "@packpost/core/appointment/find-pets";
import type { Visit } from "@packpost/core/appointment/list-schedule";
import type { Overlap } from "@packpost/core/appointment/place-visit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { zoneName } from "#web/components/time/zone-name.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatClock } from "./format-visit.ts";
import { PetField } from "./pet-field.tsx";
import classes from "./schedule.module.css";

interface AppointmentDialogProps {
  /** The visit to move; null = a new one. */
  visit: Visit | null;
  day: string;
  staff: readonly { id: string; name: string }[];
  staffMemberId: string;
  onClose: () => void;
}

const lengths = [15, 30, 45, 60, 90, 120];

/** Makes a visit, or moves one: to another time, another colleague. Says what it would overlap and asks once. */
export function AppointmentDialog({ visit, day, staff, staffMemberId, onClose }: AppointmentDialogProps) {
  const zone = useOrganisationZone();
  const [appointmentId] = useState(() => visit?.id ?? crypto.randomUUID());
  const [pet, setPet] = useState<FoundPet | null>(null);
  const [place, setPlace] = useState(() => ({
    staffMemberId: visit?.staff.id ?? staffMemberId,
    date: day,
    time: visit === null ? "10:00" : formatClock(visit.startsAt, zone),
    minutes: visit === null ? 30 : Math.round((visit.endsAt.getTime() - visit.startsAt.getTime()) / 60_000),
  }));
  const [overlap, setOverlap] = useState<Overlap | null>(null);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const done = async (message: string) => {
    await queryClient.invalidateQueries(trpc.schedule.pathFilter());
    notifications.show({ message });
    onClose();
  };
  const create = useMutation(
    trpc.schedule.create.mutationOptions({
      onSuccess: (made) => (made.outcome === "overlaps" ? setOverlap(made) : done("The appointment stands.")),
    }),
  );
  const move = useMutation(
    trpc.schedule.move.mutationOptions({
      onSuccess: (moved) => {
        if (moved.outcome === "overlaps") return setOverlap(moved);
        if (moved.outcome === "moved") return done("The appointment is moved.");
        return done("Somebody has changed it meanwhile. Look at it again before you move it.");
      },
    }),
  );
  const change = (next: Partial<typeof place>) => {
    setOverlap(null);
    setPlace({ ...place, ...next });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = { ...place, appointmentId, anyway: overlap !== null };
    if (visit !== null) move.mutate({ ...input, seenStart: visit.startsAt });
    else if (pet !== null) create.mutate({ ...input, petId: pet.id });
  };
  const error = create.error ?? move.error;
  const { minutes } = place;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={visit === null ? "New appointment" : `Move ${visit.pet.name}`}
      width={460}
    >
      <form className={classes.form} onSubmit={submit}>
        {error !== null && <ErrorNotice error={error} />}
        {visit === null && <PetField pet={pet} onChoose={setPet} />}
        <NativeSelect
          label="With"
          value={place.staffMemberId}
          data={staff.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => change({ staffMemberId: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <TextInput
            type="date"
            label="Day"
            required
            withAsterisk={false}
            data-autofocus={visit !== null || undefined}
            value={place.date}
            onChange={(event) => change({ date: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={`Time (${zoneName(dayOf(place.date), zone)})`}
            required
            withAsterisk={false}
            value={place.time}
            onChange={(event) => change({ time: event.currentTarget.value })}
          />
        </div>
        <NativeSelect
          label="How long"
          value={minutes}
          data={[...new Set([...lengths, minutes])]
            .toSorted((one, other) => one - other)
            .map((length) => ({ value: String(length), label: `${length} minutes` }))}
          onChange={(event) => change({ minutes: Number(event.currentTarget.value) })}
        />
        {overlap !== null && (
          <p role="status" className={classes.overlap}>
            At that time {staff.find(({ id }) => id === place.staffMemberId)?.name ?? "they"} has{" "}
            {overlap.petName} of the {overlap.familyName} family, from {formatClock(overlap.startsAt, zone)}.
            Choose another time, or keep both.
          </p>
        )}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button
            type="submit"
            loading={create.isPending || move.isPending}
            disabled={visit === null && pet === null}
          >
            {overlap !== null ? "Keep both" : visit === null ? "Make appointment" : "Move appointment"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A zone is called otherwise in summer. */
function dayOf(date: string): Date {
  const noon = new Date(`${date}T12:00Z`);
  return Number.isNaN(noon.getTime()) ? new Date() : noon;
}
