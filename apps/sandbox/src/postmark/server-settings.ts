import { z } from "zod";
import { parseJson } from "../http/read-body.ts";
import type { Call, Result } from "./call.ts";
import { refusal } from "./errors.ts";

const editSchema = z.object({
  InboundHookUrl: z
    .url({ protocol: /^https?$/ })
    .or(z.literal(""))
    .optional(),
});

/** GET `/server`. @source postmarkapp.com/developer/api/server-api */
export function showServer({ server }: Call): Result {
  const { id: ID, name: Name, trackOpens: TrackOpens, token, otherTokens, inboundUrl, live } = server;
  return {
    ok: {
      ...{ ID, Name, ApiTokens: [token, ...otherTokens], ServerLink: "", TrackOpens },
      ...{ InboundHookUrl: inboundUrl ?? "", DeliveryType: live ? "Live" : "Sandbox" },
    },
  };
}

/** PUT `/server`: what it names alone is changed. */
export function editServer(call: Call): Result {
  const parsed = editSchema.safeParse(parseJson(call.raw));
  if (!parsed.success) return refusal(603, "The 'InboundHookUrl' is not a valid URL.");
  const { sandbox, server } = call;
  const { InboundHookUrl } = parsed.data;
  if (InboundHookUrl === undefined) return showServer(call);
  const changed = sandbox.servers.put(server.token, { name: server.name, inboundUrl: InboundHookUrl });
  return showServer({ ...call, server: changed });
}
