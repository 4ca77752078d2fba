import { PackpostError } from "@packpost/core/errors";
import { readMedia } from "@packpost/core/media/read-media";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { env } from "#web/env.ts";
import { getOrm } from "#web/server/database.ts";
import { pacedBody, piecesOf } from "#web/server/http/paced-body.ts";
import { route } from "#web/server/http/route.ts";
import { YieldingPlaces } from "#web/server/http/yielding-places.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { singleton } from "#web/server/singleton.ts";

type Parameters = { params: Promise<{ token: string; name: string }> };

/** Half a megabyte at most. */
const pace = { idleMs: 10_000, wholeMs: 60_000 };
const places = singleton("open-media", () => new YieldingPlaces({ most: 100, leastMs: 2_000 }));

/**
 * A picture of a text, fetched by the provider of texts itself, with HEAD and GET (T24): the link is for this picture of this text alone
 * and ends after minutes. It asks for no session, and none opens more with it. Its name is only for phones.
 */
const answer = route<Parameters>("media", async (request, { params }) => {
  const place = places.take();
  if (place === null)
    throw new PackpostError("unavailable", "Too many pictures are being sent.", { retryAfterSeconds: 5 });
  const { giveBack, signal } = place;
  try {
    const secrets = linkSecrets(env.AUTH_SECRET, env.AUTH_SECRET_PREVIOUS);
    const parts = { orm: await getOrm(), storage: getStorage(), secrets };
    const found = await readMedia(parts, (await params).token);
    if (found === null) throw new PackpostError("not_found", "This picture is not here any more.");
    const { bytes, contentType } = found;
    const headers = {
      "content-type": contentType,
      "content-length": String(bytes.byteLength),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
      // Whoever has its link, the provider, shows it on pages of its own.
      "cross-origin-resource-policy": "cross-origin",
      "content-security-policy": "default-src 'none'; sandbox",
    };
    if (request.method !== "HEAD")
      return new Response(pacedBody(piecesOf(bytes), { ...pace, signal }, giveBack), { headers });
    giveBack();
    return new Response(null, { headers });
  } catch (error) {
    giveBack();
    throw error;
  }
});

export const dynamic = "force-dynamic";
export { answer as GET, answer as HEAD };
