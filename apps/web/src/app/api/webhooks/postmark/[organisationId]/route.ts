import { PackpostError } from "@packpost/core/errors";
import { env } from "#web/env.ts";
import { route } from "#web/server/http/route.ts";

const maxBodyBytes = 1024 * 1024;
/** Postmark gives up soon after. */
const timeoutMs = 30_000;
const asked = ["authorization", "content-type", "x-pm-webhook-trace-id"];
const answered = ["content-type", "retry-after"];

/**
 * Where Postmark was told to report before there was an api process. Hands each event on and answers as that does, until the
 * provider has been told the new address (Settings shows it).
 */
export const POST = route<{ params: Promise<{ organisationId: string }> }>(
  "webhooks/postmark",
  async (request, { params }) => {
    const { organisationId } = await params;
    if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes)
      throw new PackpostError("too_large", "The event is too large.");
    const address = new URL(`webhooks/postmark/${encodeURIComponent(organisationId)}`, `${env.API_URL}/`);
    const event = {
      method: "POST",
      headers: pick(request.headers, asked),
      // Handed on as it comes: the api asks who it is before it holds a byte, and counts the bytes.
      body: request.body,
      duplex: "half" as const,
      signal: AbortSignal.timeout(timeoutMs),
    };
    const response = await fetch(address, event).catch(unavailable);
    return new Response(response.body, {
      status: response.status,
      headers: pick(response.headers, answered),
    });
  },
);

function pick(headers: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}

function unavailable(error: unknown): never {
  throw new PackpostError("unavailable", "The event could not be written.", {
    nextStep: "Send it again.",
    retryAfterSeconds: 30,
    cause: error,
  });
}

export const dynamic = "force-dynamic";
