import { PackpostError } from "@packpost/core/errors";
import { signInSchema } from "@packpost/core/portal/schemas";
import { env } from "#web/env.ts";
import { clientAddress } from "#web/server/auth/client-address.ts";
import { describeBrowser } from "#web/server/http/describe-browser.ts";
import { allowedOrigins, isOwnOrigin } from "#web/server/http/origins.ts";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { route } from "#web/server/http/route.ts";
import { chosenLanguage, wantedLanguage } from "#web/server/language/wanted-language.ts";
import { portalOf } from "#web/server/portal/find-customer.ts";
import { browserMarkOf, sessionCookieOf } from "#web/server/portal/portal-cookies.ts";
import { answerAtDoor } from "#web/server/portal/portal-door.ts";

/** An address and six digits. */
const limits = { maxBytes: 10_000, silenceMs: 3_000, wholeMs: 6_000 };

interface RouteContext {
  params: Promise<{ slug: string }>;
}

/** The door of the customers' own pages: ask for a code, enter it, press a link's button, say who one is. Nothing is done by GET. */
export const POST = route<RouteContext>("portal-sign-in", async (request, { params }) => {
  // Else another site could sign somebody in as its own visitor.
  if (!isOwnOrigin(request.headers, allowedOrigins(env.APP_URL)))
    throw new PackpostError("forbidden", "This came from another site.");
  const portal = await portalOf((await params).slug);
  if (portal === null) throw new PackpostError("not_found", "There is nothing under this name.");
  const body = await receiveBody(request, limits);
  if (typeof body === "string") throw new PackpostError("invalid_input", "The request could not be read.");
  const input = signInSchema.parse(readJson(body));
  const mark = browserMarkOf(request.headers);
  const browser = {
    hash: mark.hash,
    device: describeBrowser(request.headers.get("user-agent")),
    language: chosenLanguage(request.headers),
  };
  const language = wantedLanguage(request.headers, null, portal.language);
  const address = clientAddress(request.headers);
  const answer = await answerAtDoor({ portal, browser, language, address }, input);
  const headers = new Headers({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  if (mark.cookie !== null) headers.append("set-cookie", mark.cookie);
  if (answer.outcome !== "signed_in") return Response.json(answer, { headers });
  // The token is the browser's alone: no script reads it.
  headers.append("set-cookie", sessionCookieOf(portal.slug, answer.token));
  return Response.json({ outcome: "signed_in" }, { headers });
});

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new PackpostError("invalid_input", "The request could not be read.");
  }
}

export const dynamic = "force-dynamic";
