import { changeSubscription } from "@packpost/core/unsubscribe/change-subscription";
import { readLimitedBody } from "#web/server/http/read-limited-body.ts";
import { route } from "#web/server/http/route.ts";
import { contextOfUnsubscribeToken } from "#web/server/unsubscribe/context-of-token.ts";

/**
 * Unsubscribes at once: a mailbox provider's one-click POST (RFC 8058: `List-Unsubscribe=One-Click`, no cookie, no
 * question) and the button of our page. There is no GET, so a link scanner changes nothing.
 */
export const POST = route<{ params: Promise<{ token: string }> }>(
  "unsubscribe",
  async (request, { params }) => {
    const { ctx, recipientId } = await contextOfUnsubscribeToken((await params).token);
    const form = await readForm(request);
    const source = form.get("List-Unsubscribe") === "One-Click" ? "one_click" : "link";
    await changeSubscription({
      ctx,
      // A mailbox provider's request never brings anybody back, whatever else it says.
      input: { recipientId, subscribed: source === "link" && form.get("action") === "resubscribe", source },
    });
    return new Response("ok");
  },
);

async function readForm(request: Request): Promise<URLSearchParams | FormData> {
  const body = await readLimitedBody(request, 10_000);
  if (body === "too_large") return new URLSearchParams();
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return new URLSearchParams(new TextDecoder().decode(body));
  return new Response(body, { headers: { "content-type": type } })
    .formData()
    .catch(() => new URLSearchParams());
}

export const dynamic = "force-dynamic";
