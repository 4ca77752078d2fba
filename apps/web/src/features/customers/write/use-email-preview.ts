"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { isTooLong } from "./use-writing.ts";
import type { Written } from "./written.ts";

const pauseMs = 350;

/** The mail and its problems as the server sees what is written, a moment after the typing pauses. */
export function useEmailPreview(
  customerId: string,
  { subject, bodyMarkdown }: Pick<Written, "subject" | "bodyMarkdown">,
) {
  const client = useTRPCClient();
  const [asked] = useDebouncedValue(JSON.stringify([subject, bodyMarkdown]), pauseMs);
  return useQuery({
    queryKey: ["email-preview", customerId, asked],
    queryFn: ({ signal }) => {
      const [askedSubject = "", askedBody = ""] = JSON.parse(asked) as string[];
      const input = { customerId, subject: askedSubject, bodyMarkdown: askedBody };
      return client.customer.email.preview.mutate(input, { signal });
    },
    enabled: !isTooLong({ subject, bodyMarkdown }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: 1,
  });
}
