import { PackpostError } from "@packpost/core/errors";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { storePicture } from "@packpost/core/picture/store-picture";
import { Turns } from "@packpost/core/picture/turns";
import { receiveFile } from "#web/server/http/receive-file.ts";
import { route } from "#web/server/http/route.ts";
import { uploadContext } from "#web/server/picture/upload-context.ts";
import { singleton } from "#web/server/singleton.ts";

const limits = { maxBytes: maxUploadBytes, silenceMs: 15_000, wholeMs: 120_000 };
/** One upload at a time for a person, three for an organisation: each holds 10 MB at most, and ends by the limits above. */
const ofPerson = singleton(
  "uploads-of-person",
  () => new Turns({ atOnce: 1, mostWaiting: 4, waitMs: 20_000 }),
);
const ofOrganisation = singleton(
  "uploads-of-organisation",
  () => new Turns({ atOnce: 3, mostWaiting: 20, waitMs: 20_000 }),
);

/** Takes a picture as the request's body, its name in `x-file-name` (percent-encoded), and answers with its address. */
export const POST = route("pictures/upload", async (request, _context, requestId) => {
  const ctx = await uploadContext(request, requestId);
  const releases = [];
  try {
    for (const [turns, owner] of [
      [ofPerson, `${ctx.organisationId}/${"id" in ctx.actor ? ctx.actor.id : ""}`],
      [ofOrganisation, ctx.organisationId],
    ] as const) {
      const release = await turns.take(owner);
      if (release === null) throw busy();
      releases.push(release);
    }
    const bytes = await receiveFile(request, limits);
    const fileName = readFileName(request.headers.get("x-file-name"));
    return Response.json(await storePicture({ ctx, input: { bytes, fileName } }));
  } finally {
    for (const release of releases) release();
  }
});

function busy(): PackpostError {
  return new PackpostError("unavailable", "Other pictures of yours are still on their way.", {
    effect: "This one was not kept.",
    nextStep: "Wait until they are there, then try again.",
    retryAfterSeconds: 20,
  });
}

function readFileName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return "";
  }
}

export const dynamic = "force-dynamic";
