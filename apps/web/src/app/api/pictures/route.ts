import { PackpostError } from "@packpost/core/errors";
import { saveLogo } from "@packpost/core/organisation/save-logo";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { storePicture } from "@packpost/core/picture/store-picture";
import { PersonPlaces } from "#web/server/calls/person-places.ts";
import { receiveFile } from "#web/server/http/receive-file.ts";
import { route } from "#web/server/http/route.ts";
import { readFileName } from "#web/server/picture/read-file-name.ts";
import { uploadContext } from "#web/server/picture/upload-context.ts";

const limits = { maxBytes: maxUploadBytes, silenceMs: 15_000, wholeMs: 120_000 };
/** One upload at a time for a person, three for an organisation: each holds 10 MB at most, and ends by the limits above. */
const uploads = new PersonPlaces("uploads", {
  most: Number.POSITIVE_INFINITY,
  mostOfOrganisation: 3,
  mostOfPerson: 1,
  mostWaiting: { ofOrganisation: 20, ofPerson: 4 },
  waitMs: 20_000,
  refusal: () =>
    new PackpostError("unavailable", "Other pictures of yours are still on their way.", {
      effect: "This one was not kept.",
      nextStep: "Wait until they are there, then try again.",
      retryAfterSeconds: 20,
    }),
});

/**
 * Takes a picture as the request's body, its name in `x-file-name` (percent-encoded), and answers with its address; with `?use=logo` it
 * is the organisation's logo from now on.
 */
export const POST = route("pictures/upload", async (request, _context, requestId) => {
  const ctx = await uploadContext(request, requestId);
  const { organisationId, actor } = ctx;
  const giveBack = await uploads.take({ organisationId, personId: "id" in actor ? actor.id : "" });
  try {
    const bytes = await receiveFile(request, limits);
    const fileName = readFileName(request.headers.get("x-file-name"));
    const store = new URL(request.url).searchParams.get("use") === "logo" ? saveLogo : storePicture;
    return Response.json(await store({ ctx, input: { bytes, fileName } }));
  } finally {
    giveBack();
  }
});

export const dynamic = "force-dynamic";
