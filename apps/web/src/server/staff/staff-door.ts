import { PackpostError } from "@packpost/core/errors";
import type { z } from "zod";
import { env } from "#web/env.ts";
import { allowedOrigins, isOwnOrigin } from "#web/server/http/origins.ts";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { route } from "#web/server/http/route.ts";

/** A link, a name and a password. */
const limits = { maxBytes: 20_000, silenceMs: 3_000, wholeMs: 6_000 };

/**
 * A door for whoever is not signed in yet, called from our own pages alone: JSON in, JSON out, nothing kept on the way.
 * @param name for the log
 * @param schema what can be asked for
 */
export function staffDoor<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  answer: (input: z.output<Schema>, request: Request) => Promise<Response>,
) {
  return route(name, async (request) => {
    // Else another site could make somebody join, or sign them in as its own visitor.
    if (!isOwnOrigin(request.headers, allowedOrigins(env.APP_URL)))
      throw new PackpostError("forbidden", "This came from another site.");
    const body = await receiveBody(request, limits);
    if (typeof body === "string") throw unreadable();
    const answered = await answer(schema.parse(readJson(body)), request);
    answered.headers.set("cache-control", "no-store");
    answered.headers.set("referrer-policy", "no-referrer");
    return answered;
  });
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw unreadable();
  }
}

const unreadable = () => new PackpostError("invalid_input", "The request could not be read.");
