"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { type ApplicationStatus, applicationWords } from "../holding-words.ts";
import { useSaved } from "./use-saved.ts";

interface Decision {
  pass: { id: string; name: string };
  status: ApplicationStatus;
  /** What was shown; null = there is none. */
  before: ApplicationStatus | null;
  onDone?: () => void;
}

/** Decides on a customer's application, or adds it, and offers to take a decision back. */
export function useDecide(customer: { id: string; name: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const saved = useSaved();
  const save = useMutation(trpc.customer.saveApplication.mutationOptions());
  /** What somebody else has decided meanwhile: seen by now. */
  const [newer, see] = useState<ApplicationStatus | null>();
  const run = async ({ pass, status, before, onDone }: Decision) => {
    const key = { customerId: customer.id, passId: pass.id };
    const seen = newer === undefined ? before : newer;
    const answer = await save.mutateAsync({ ...key, status, seen }).catch(() => null);
    if (answer?.outcome === "conflict") {
      see(answer.now);
      await client.invalidateQueries(trpc.customer.file.pathFilter());
    }
    if (answer?.outcome !== "saved") return;
    see(undefined);
    onDone?.();
    const word = applicationWords[status].word.toLowerCase();
    await saved(
      `${customer.name}’s application for ${pass.name} is ${word}.`,
      seen === null || seen === status
        ? undefined
        : () => save.mutateAsync({ ...key, status: seen, seen: status }),
    );
  };
  return { run, isPending: save.isPending, error: save.error, isConflict: save.data?.outcome === "conflict" };
}
