import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { ApiRouter } from "./api-router.ts";
import type { Problem } from "./api-types.ts";

export type {
  Customer,
  Mail,
  Outcome,
  OutcomePage,
  Problem,
  QueuedMail,
  UpsertResult,
  Webhook,
} from "./api-types.ts";

export interface PackpostOptions {
  /** Where Packpost's API is, as Settings, API shows it: "https://api.example.com/v1". */
  readonly url: string;
  /** A key with the scopes it needs: "ppk_…". Keep it on your server. */
  readonly key: string;
}

/** Every call there is, with its input and its answer. */
export type PackpostClient = TRPCClient<ApiRouter>;
/** What each call takes: `PackpostInputs["mail"]["send"]`. */
export type PackpostInputs = inferRouterInputs<ApiRouter>;
/** What each call answers: `PackpostOutputs["outcome"]["list"]`. */
export type PackpostOutputs = inferRouterOutputs<ApiRouter>;

/**
 * A client of one organisation's API.
 * @example const packpost = createPackpostClient({ url: "https://api.example.com/v1", key: process.env.PACKPOST_KEY });
 */
export function createPackpostClient({ url, key }: PackpostOptions): PackpostClient {
  return createTRPCClient<ApiRouter>({
    links: [
      httpLink({
        url: `${url.replace(/\/+$/, "")}/trpc`,
        headers: { authorization: `Bearer ${key}` },
      }),
    ],
  });
}

/** The problem that a failed call was answered with; null = there was no answer, such as when the network failed. */
export function problemOf(error: unknown): Problem | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { data }: { data?: { problem?: Problem } | null } = error;
  return data?.problem ?? null;
}
