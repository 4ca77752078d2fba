"use client";

import { createTRPCClient } from "@trpc/client";
import * as z from "zod/mini";
import type { PortalRouter } from "#web/server/portal/portal-router.ts";
import { callLink } from "#web/trpc/call-link.ts";

/** The procedures of an organisation's pages, as the browser calls them. */
export type PortalClient = ReturnType<typeof createClient>;

const clients = new Map<string, PortalClient>();

/** One for the life of the page. */
export function portalClient(slug: string): PortalClient {
  const client = clients.get(slug) ?? createClient(slug);
  clients.set(slug, client);
  return client;
}

function createClient(slug: string) {
  return createTRPCClient<PortalRouter>({ links: [callLink(`/api/portal/${slug}/trpc`)] });
}

const refusalSchema = z.object({
  data: z.object({ error: z.object({ code: z.string(), retryAfterSeconds: z.optional(z.number()) }) }),
});

/** Why a call came to nothing: our server's refusal, or `away` when it could not be reached. */
export type Refusal = { code: string; retryAfterSeconds: number };

export function refusalOf(thrown: unknown): Refusal {
  const refused = refusalSchema.safeParse(thrown);
  if (!refused.success) return { code: "away", retryAfterSeconds: 0 };
  const { code, retryAfterSeconds = 5 } = refused.data.data.error;
  return { code, retryAfterSeconds };
}
