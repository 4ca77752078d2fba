"use client";

import type { AlertPreview } from "@packpost/core/alert/preview-alert";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** Visits are booked and cancelled while one writes. */
const againMs = 20_000;

export type CountedPreview = Extract<AlertPreview, { outcome: "counted" }>;

/** Who would get it now; the last answer stands while another is on its way. */
export function useAlertPreview(range: AlertRange | null) {
  const trpc = useTRPC();
  return useQuery(
    trpc.alert.preview.queryOptions(range === null ? skipToken : { range }, {
      placeholderData: keepPreviousData,
      refetchInterval: againMs,
    }),
  );
}
