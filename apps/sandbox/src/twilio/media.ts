import type { Inbound, Picture } from "../ledger/inbound-book.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { Call, Result } from "./call.ts";
import { notFound } from "./errors.ts";
import { inboundSid } from "./show-message.ts";
import { sidOf, uuidOf } from "./text.ts";

/** Where a picture of an inbound text is, below the API's address. */
export function mediaPath(sandbox: Sandbox, { accountSid }: Server, text: Inbound, picture: Picture): string {
  const sid = sidOf("ME", sandbox.inbound.pictureIds.of(picture.id));
  return `/2010-04-01/Accounts/${accountSid}/Messages/${inboundSid(sandbox, text)}/Media/${sid}`;
}

/** GET `…/Messages/{sid}/Media.json`. */
export function listMedia(call: Call): Result {
  const found = findText(call);
  if (!found) return notFound;
  const { sandbox, server } = call;
  const media_list = sandbox.inbound
    .pictures(found.id)
    .map((picture) => show(sandbox, server, found, picture));
  return { ok: { media_list, page: 0, page_size: 50, next_page_uri: null } };
}

/**
 * GET `…/Media/{sid}`: as with Twilio, a new picture is not there at first, and then it is on the file servers, which want no
 * keys (TRAPS T23).
 */
export function fetchMedia(call: Call): Result {
  const { sandbox, server, param } = call;
  const found = findText(call);
  const picture = sandbox.inbound.picture(sandbox.inbound.pictureIds.numberOf(uuidOf(param("media"))) ?? -1);
  if (!found || picture?.inbound !== found.id) return notFound;
  const misses = sandbox.pictureMisses.get(picture.id) ?? 0;
  sandbox.pictureMisses.set(picture.id, misses + 1);
  if (misses < sandbox.faults.knobs(server.token).mediaEarly404) return notFound;
  return { redirect: `/_media/${sandbox.inbound.pictureIds.of(picture.id)}` };
}

function findText({ sandbox, server, param }: Call): Inbound | undefined {
  const text = sandbox.inbound.get(sandbox.inbound.ids.numberOf(uuidOf(param("message"))) ?? -1);
  return text?.token === server.token ? text : undefined;
}

function show(sandbox: Sandbox, server: Server, text: Inbound, picture: Picture) {
  const at = new Date(text.at).toUTCString().replace("GMT", "+0000");
  return {
    ...{ sid: sidOf("ME", sandbox.inbound.pictureIds.of(picture.id)), account_sid: server.accountSid },
    ...{
      parent_sid: inboundSid(sandbox, text),
      content_type: picture.type,
      date_created: at,
      date_updated: at,
    },
    uri: `${mediaPath(sandbox, server, text, picture)}.json`,
  };
}
