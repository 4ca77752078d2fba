import { errorChain } from "@packpost/core/error-chain";
import { PackpostError } from "@packpost/core/errors";
import { env } from "#web/env.ts";
import { RefusedBody, readPieces } from "#web/server/http/read-pieces.ts";
import { route } from "#web/server/http/route.ts";
import { YieldingPlaces } from "#web/server/http/yielding-places.ts";
import { singleton } from "#web/server/singleton.ts";

/** As the api has it: an event is two kilobytes, and comes at once. */
const limits = { maxBytes: 1024 * 1024, silenceMs: 5_000, wholeMs: 20_000 };
/** Postmark gives up soon after. */
const timeoutMs = 30_000;
/** On their way at the same time: whoever sends slowly makes room for the next. */
const places = singleton("events-handed-on", () => new YieldingPlaces({ most: 100, leastMs: 2_000 }));
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
    const place = places.take();
    if (place === null) throw unavailable(undefined);
    const address = new URL(`webhooks/postmark/${encodeURIComponent(organisationId)}`, `${env.API_URL}/`);
    const over = new AbortController();
    try {
      const event = {
        method: "POST",
        headers: pick(request.headers, asked),
        // Handed on as it comes: the api asks who it is before it holds a byte, and counts the bytes.
        body: streamOf(readPieces(request, limits)),
        duplex: "half" as const,
        signal: AbortSignal.any([place.signal, over.signal, AbortSignal.timeout(timeoutMs)]),
      };
      const response = await fetch(address, event);
      const { status, headers } = response;
      return new Response(await response.bytes(), { status, headers: pick(headers, answered) });
    } catch (error) {
      throw isTooLarge(error)
        ? new PackpostError("too_large", "The event is too large.")
        : unavailable(error);
    } finally {
      // Answered before its end or not: nothing more of it is handed on.
      over.abort();
      place.giveBack();
    }
  },
);

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // Not waited for: a piece that never comes would hang the end too.
      cancel: () => void pieces.return(undefined),
    },
    { highWaterMark: 0 },
  );
}

function isTooLarge(error: unknown): boolean {
  return errorChain(error).some((each) => each instanceof RefusedBody && each.why === "too_large");
}

function pick(headers: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}

function unavailable(error: unknown): PackpostError {
  return new PackpostError("unavailable", "The event could not be written.", {
    nextStep: "Send it again.",
    retryAfterSeconds: 30,
    cause: error,
  });
}

export const dynamic = "force-dynamic";
