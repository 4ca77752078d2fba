import { PackpostError } from "@packpost/core/errors";
import { readWebhook } from "@packpost/providers/postmark/webhook";
import { storableWebhookText } from "@packpost/providers/postmark/webhook-text";
import { isRefusedValue } from "#web/server/errors.ts";
import { readLimitedBody } from "#web/server/http/read-limited-body.ts";
import { route } from "#web/server/http/route.ts";
import { mayTellEvents } from "#web/server/webhooks/may-tell-events.ts";
import { getProviderEvents } from "#web/server/webhooks/provider-events.ts";

// Postmark's largest events carry the headers of a bounce; a megabyte is far above them.
const maxBodyBytes = 1024 * 1024;

/**
 * Postmark's events of one organisation. 200 only after the commit; 503 makes Postmark try again; other 4xx make it drop
 * the event, so they are for what could never be taken.
 */
export const POST = route<{ params: Promise<{ organisationId: string }> }>(
  "webhooks/postmark",
  async (request, { params }) => {
    const { organisationId } = await params;
    const header = request.headers.get("authorization");
    if (!(await mayTellEvents(header, organisationId).catch(unavailable)))
      throw new PackpostError("unauthenticated", "The webhook's user or password is wrong.");
    const body = await readLimitedBody(request, maxBodyBytes);
    if (body === "too_large") throw new PackpostError("too_large", "The event is too large.");
    const text = storableWebhookText(new TextDecoder().decode(body));
    const traceId = request.headers.get("x-pm-webhook-trace-id");
    const reading = readWebhook({ body: text, traceId, receivedAt: new Date() });
    if (!reading.ok) throw new PackpostError("invalid_input", reading.words);
    try {
      await getProviderEvents().add(organisationId, { event: reading.event, payload: JSON.parse(text) });
    } catch (error) {
      // What the database will never take must not come again for ever.
      if (error instanceof PackpostError || isRefusedValue(error)) throw error;
      unavailable(error);
    }
    return new Response("ok");
  },
);

function unavailable(error: unknown): never {
  throw new PackpostError("unavailable", "The event could not be written.", {
    nextStep: "Send it again.",
    retryAfterSeconds: 30,
    cause: error,
  });
}

export const dynamic = "force-dynamic";
