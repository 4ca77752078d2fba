import { BodyRoom } from "@packpost/core/capacity/body-room";
import { type ErrorExplanation, PackpostError } from "@packpost/core/errors";
import type { Staff } from "#web/server/auth/find-staff.ts";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { singleton } from "#web/server/singleton.ts";

const mebibyte = 1024 * 1024;
/** The largest draft takes 300 kB; from a phone on a slow line it comes within seconds. */
const limits = { maxBytes: mebibyte, silenceMs: 10_000, wholeMs: 60_000 };
const rooms = singleton("bodies-of-calls", () => ({
  organisation: new BodyRoom({ most: 64 * mebibyte, mostOfOne: 16 * mebibyte }),
  person: new BodyRoom({ most: 64 * mebibyte, mostOfOne: 4 * mebibyte }),
}));
const decoder = new TextDecoder();

/**
 * The inputs of a request's calls, sent as JSON in its body.
 * @param staff who sends them
 * @throws {PackpostError} too_large, invalid_input for a body that is cut or too slow, unavailable
 * @throws {SyntaxError} when they are no JSON
 */
export async function receiveCalls(request: Request, staff: Staff): Promise<unknown> {
  const { organisationId, staffMemberId } = staff;
  const body = await receiveBody(request, limits, [
    { room: rooms.person, owner: `${organisationId}/${staffMemberId}` },
    { room: rooms.organisation, owner: organisationId },
  ]);
  if (typeof body !== "string") return JSON.parse(decoder.decode(body));
  const effect = "Nothing was changed.";
  const again = { effect, nextStep: "Check the connection, then try again." };
  const refusals: Record<typeof body, [PackpostError["code"], string, ErrorExplanation]> = {
    too_large: ["too_large", "The request is too large.", { effect }],
    too_slow: ["invalid_input", "The request came too slowly.", again],
    cut: ["invalid_input", "The request broke off.", again],
    no_room: [
      "unavailable",
      "Very much is being sent at this moment.",
      { effect, nextStep: "Try again in a few seconds.", retryAfterSeconds: 5 },
    ],
  };
  throw new PackpostError(...refusals[body]);
}
