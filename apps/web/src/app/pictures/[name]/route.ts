import { PackpostError } from "@packpost/core/errors";
import { readPicture } from "@packpost/core/picture/read-picture";
import { pacedBody } from "#web/server/http/paced-body.ts";
import { route } from "#web/server/http/route.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { singleton } from "#web/server/singleton.ts";

type Parameters = { params: Promise<{ name: string }> };

const idleMs = 30_000;
/** Pictures being sent at the same time, a megabyte each at most. */
const mostOpen = 200;
const open = singleton("open-pictures", () => ({ count: 0 }));

/**
 * A picture of a delivered mail, for anybody who has its address and for as long as it is stored: nothing signed,
 * nothing that ends with a secret. It never changes under its address.
 */
const answer = route<Parameters>("pictures", async (request, { params }) => {
  if (open.count >= mostOpen)
    throw new PackpostError("unavailable", "Too many pictures are being sent.", { retryAfterSeconds: 5 });
  const { name } = await params;
  const picture = await readPicture(getStorage(), name);
  if (picture === null) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
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
  if (isKnown(request.headers.get("if-none-match"), key)) return new Response(null, { status: 304, headers });
  const withLength = { ...headers, "content-length": String(bytes.byteLength) };
  if (request.method === "HEAD") return new Response(null, { headers: withLength });
  open.count += 1;
  const body = pacedBody(bytes, idleMs, () => {
    open.count -= 1;
  });
  return new Response(body, { headers: withLength });
});

/** RFC 9110 13.1.2: any of a list, weak or strong. */
function isKnown(ifNoneMatch: string | null, key: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(`"${key}"`) || tags.includes("*");
}

export const dynamic = "force-dynamic";
export { answer as GET, answer as HEAD };
