import { appUrl } from "./open-world.ts";

interface Upload {
  /** Who sends it, see `signIn`; none: nobody. */
  readonly session?: Headers | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly noun?: string;
}

/** Sends a file to the web app's upload of imports as its page does; call it after openWeb. */
export async function sendImport(
  body: Uint8Array | ReadableStream<Uint8Array> | null,
  { session, headers = {}, noun = "customer" }: Upload,
): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/imports/route.ts");
  const all = new Headers(session);
  all.set("origin", appUrl);
  all.set("content-type", "application/octet-stream");
  all.set("x-file-name", "people.csv");
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const sent = body instanceof Uint8Array ? Uint8Array.from(body) : body;
  const init: RequestInit = { method: "POST", headers: all, body: sent, duplex: "half" };
  return POST(new Request(`${appUrl}/api/imports?noun=${noun}`, init), {});
}
