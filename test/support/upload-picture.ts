import { appUrl } from "./open-world.ts";

interface Upload {
  /** Who sends it, see `signIn`; none: nobody. */
  readonly session?: Headers | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fileName?: string;
  /** What for, in the address. */
  readonly use?: "logo";
}

/** Sends a file to the web app's upload as the editor does; call it after openWeb. */
export async function uploadPicture(
  body: Uint8Array | ReadableStream<Uint8Array> | null,
  { session, headers = {}, fileName = "photo.jpg", use }: Upload,
): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/pictures/route.ts");
  const all = new Headers(session);
  all.set("origin", appUrl);
  all.set("content-type", "application/octet-stream");
  all.set("x-file-name", encodeURIComponent(fileName));
  if (body instanceof Uint8Array) all.set("content-length", String(body.byteLength));
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const sent = body instanceof Uint8Array ? Uint8Array.from(body) : body;
  const init: RequestInit = { method: "POST", headers: all, body: sent, duplex: "half" };
  return POST(new Request(`${appUrl}/api/pictures${use === undefined ? "" : `?use=${use}`}`, init), {});
}

/** Asks for a picture by the last part of its address, as a mail program does. */
export async function fetchPicture(
  name: string,
  options: { readonly method?: "GET" | "HEAD"; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  const { GET, HEAD } = await import("../../apps/web/src/app/pictures/[name]/route.ts");
  const request = new Request(`${appUrl}/pictures/${encodeURIComponent(name)}`, options);
  return (options.method === "HEAD" ? HEAD : GET)(request, { params: Promise.resolve({ name }) });
}
