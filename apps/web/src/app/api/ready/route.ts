import { listMissingServices } from "#web/server/process/check-readiness.ts";

/** Can serve: database and Temporal answer. Bare `ok`, or 503 with the names of what is missing. */
export async function GET(): Promise<Response> {
  const missing = await listMissingServices();
  return missing.length === 0
    ? new Response("ok")
    : new Response(`waiting for ${missing.join(", ")}`, { status: 503 });
}

export const dynamic = "force-dynamic";
