import { PackpostError } from "@packpost/core/errors";
import { readPicture } from "@packpost/core/picture/read-picture";
import { pacedBody, piecesOf } from "#web/server/http/paced-body.ts";
import { route } from "#web/server/http/route.ts";
import { YieldingPlaces } from "#web/server/http/yielding-places.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { singleton } from "#web/server/singleton.ts";

type Parameters = { params: Promise<{ name: string }> };

/** A megabyte at most, for mail programs and their proxies. */
const pace = { idleMs: 10_000, wholeMs: 60_000 };
/** Pictures being sent at the same time. */
const places = singleton("open-pictures", () => new YieldingPlaces({ most: 200, leastMs: 2_000 }));

/**
 * A picture of a delivered mail, for anybody who has its address and for as long as it is stored: nothing signed,
 * nothing that ends with a secret. It never changes under its address.
 */
const answer = route<Parameters>("pictures", async (request, { params }) => {
  const { name } = await params;
  const place = places.take();
  if (place === null) throw busy();
  const { giveBack, signal } = place;
  const answered = await answerWith(request, name).catch((error: unknown) => {
    giveBack();
    throw error;
  });
  const { bytes, ...init } = answered;
  if (bytes === null || signal.aborted) giveBack();
  if (signal.aborted) throw busy();
  return new Response(bytes && pacedBody(piecesOf(bytes), { ...pace, signal }, giveBack), init);
});

async function answerWith(
  request: Request,
  name: string,
): Promise<{ status: number; headers: Record<string, string>; bytes: Uint8Array | null }> {
  const picture = await readPicture(getStorage(), name);
  if (picture === null) return { status: 404, headers: { "cache-control": "no-store" }, bytes: null };
  const { bytes, contentType, key } = picture;
  const headers = {
    "content-type": contentType,
    "cache-control": "public, max-age=31536000, immutable",
    etag: `"${key}"`,
    "x-content-type-options": "nosniff",
    // Webmail shows it on a page of its own.
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'",
  };
  if (isKnown(request.headers.get("if-none-match"), key)) return { status: 304, headers, bytes: null };
  const withLength = { ...headers, "content-length": String(bytes.byteLength) };
  return { status: 200, headers: withLength, bytes: request.method === "HEAD" ? null : bytes };
}

function busy(): PackpostError {
  return new PackpostError("unavailable", "Too many pictures are being sent.", { retryAfterSeconds: 5 });
}

/** RFC 9110 13.1.2: any of a list, weak or strong. */
function isKnown(ifNoneMatch: string | null, key: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(`"${key}"`) || tags.includes("*");
}

export const dynamic = "force-dynamic";
export { answer as GET, answer as HEAD };
