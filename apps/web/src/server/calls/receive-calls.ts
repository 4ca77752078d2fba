import { BodyRoom } from "@packpost/core/capacity/body-room";
import { type ErrorExplanation, PackpostError } from "@packpost/core/errors";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { singleton } from "#web/server/singleton.ts";
import type { PlaceOwner } from "./person-places.ts";

const mebibyte = 1024 * 1024;
/** From a phone on a slow line a body comes within seconds. Staff and customers have rooms of their own: neither takes the other's. */
const slowness = { silenceMs: 10_000, wholeMs: 60_000 };
const rooms = {
  /** The largest draft takes 300 kB. */
  staff: () =>
    singleton("bodies-of-calls", () => ({
      maxBytes: mebibyte,
      organisation: new BodyRoom({ most: 64 * mebibyte, mostOfOne: 16 * mebibyte }),
      person: new BodyRoom({ most: 64 * mebibyte, mostOfOne: 4 * mebibyte }),
    })),
  /** The longest message takes 60 kB, with every letter an escape. */
  customers: () =>
    singleton("bodies-of-customers", () => ({
      maxBytes: mebibyte / 4,
      organisation: new BodyRoom({ most: 32 * mebibyte, mostOfOne: 8 * mebibyte }),
      person: new BodyRoom({ most: 32 * mebibyte, mostOfOne: mebibyte }),
    })),
} as const;
const decoder = new TextDecoder();

/**
 * The inputs of a request's calls, sent as JSON in its body.
 * @param owner who sends them
 * @throws {PackpostError} too_large, invalid_input for a body that is cut or too slow, unavailable
 * @throws {SyntaxError} when they are no JSON
 */
export async function receiveCalls(
  request: Request,
  owner: PlaceOwner,
  whose: keyof typeof rooms = "staff",
): Promise<unknown> {
  const { organisationId, personId } = owner;
  const { maxBytes, organisation, person } = rooms[whose]();
  const body = await receiveBody(request, { ...slowness, maxBytes }, [
    { room: person, owner: `${organisationId}/${personId}` },
    { room: organisation, owner: organisationId },
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
