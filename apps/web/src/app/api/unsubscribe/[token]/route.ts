import { changeSubscription } from "@packpost/core/unsubscribe/change-subscription";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { route } from "#web/server/http/route.ts";
import { countReturn, inTurn } from "#web/server/unsubscribe/bound-link.ts";
import { contextOfClaim, readClaim } from "#web/server/unsubscribe/context-of-token.ts";

/** A word or two; whoever sends more, or sends it slowly, unsubscribes all the same. */
const limits = { maxBytes: 10_000, silenceMs: 3_000, wholeMs: 6_000 };

interface RouteContext {
  params: Promise<{ token: string }>;
}

/**
 * Whoever opens the address of the List-Unsubscribe header comes to the page with the button (RFC 8058, 3.2: it is the
 * address of the manual way too). Changes nothing, whatever the token: programs that look at links get no further.
 */
export const GET = route<RouteContext>("unsubscribe-page", async (_request, { params }) =>
  toPage((await params).token),
);
export const HEAD = GET;

/**
 * Unsubscribes at once: a mailbox provider's one-click POST (RFC 8058: `List-Unsubscribe=One-Click`, no cookie, no
 * question) and the button of our page.
 */
export const POST = route<RouteContext>("unsubscribe", async (request, { params }) => {
  const { token } = await params;
  const claim = readClaim(token);
  const form = await readForm(request);
  const source = form.get("List-Unsubscribe") === "One-Click" ? "one_click" : "link";
  // A mailbox provider's request never brings anybody back, whatever else it says.
  const subscribed = source === "link" && form.get("action") === "resubscribe";
  if (subscribed) await countReturn(claim);
  const { recipientId } = claim;
  await inTurn(claim, async () =>
    changeSubscription({ ctx: await contextOfClaim(claim), input: { recipientId, subscribed, source } }),
  );
  // Our page's form without JavaScript; a one-click request is never redirected (RFC 8058, 3.1).
  const fromPage =
    source === "link" && form.has("action") && request.headers.get("accept")?.includes("text/html");
  return fromPage ? toPage(token) : new Response("ok");
});

/** RelatedCampaign, so that it holds behind any proxy; kept by nobody and told to nobody, since the address is the person's key. */
function toPage(token: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location: `/u/${encodeURIComponent(token)}`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
}

async function readForm(request: Request): Promise<URLSearchParams | FormData> {
  const body = await receiveBody(request, limits);
  if (typeof body === "string") return new URLSearchParams();
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return new URLSearchParams(new TextDecoder().decode(body));
  return new Response(body, { headers: { "content-type": type } })
    .formData()
    .catch(() => new URLSearchParams());
}

export const dynamic = "force-dynamic";
