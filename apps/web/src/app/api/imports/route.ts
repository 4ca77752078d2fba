import { maxImportBytes } from "@packpost/core/customer-import/file/file-limits";
import { uploadImportSchema } from "@packpost/core/customer-import/schemas";
import { uploadImport } from "@packpost/core/customer-import/upload-import";
import { PackpostError } from "@packpost/core/errors";
import { PersonPlaces } from "#web/server/calls/person-places.ts";
import { createContext } from "#web/server/context.ts";
import { RefusedBody, readPieces } from "#web/server/http/read-pieces.ts";
import { route } from "#web/server/http/route.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { readFileName } from "#web/server/picture/read-file-name.ts";
import { staffContext } from "#web/server/staff-context.ts";

const limits = { maxBytes: maxImportBytes, silenceMs: 20_000, wholeMs: 30 * 60_000 };
const effect = "The file was not kept.";
/** One upload at a time for an organisation: each holds some 8 MB, and ends by the limits above. */
const uploads = new PersonPlaces("imports", {
  most: 8,
  mostOfOrganisation: 1,
  mostOfPerson: 1,
  mostWaiting: { ofOrganisation: 4, ofPerson: 2 },
  waitMs: 10_000,
  refusal: () =>
    new PackpostError("unavailable", "Another file is being uploaded just now.", {
      effect,
      nextStep: "Wait until it is there, then drop this one again.",
      retryAfterSeconds: 10,
    }),
});

/** Takes a file to import as the request's body, its name in `x-file-name` (percent-encoded), and answers with the import's id. */
export const POST = route("imports/upload", async (request, _context: unknown, requestId) => {
  const context = createContext(request.headers, requestId);
  const { ctx } = await staffContext(context, "customer.import", {
    ...{ ownPagesOnly: true, effect },
    signedOut: { effect, nextStep: "Sign in in another tab, then drop the file again." },
  });
  const noun = new URL(request.url).searchParams.get("noun");
  const fileName = readFileName(request.headers.get("x-file-name"));
  const asked = uploadImportSchema.safeParse({ noun, fileName });
  if (!asked.success) throw new PackpostError("invalid_input", "Say what is in the file.", { effect });
  const giveBack = await uploads.take({ organisationId: ctx.organisationId, personId: ctx.actor.id });
  try {
    const pieces = readPieces(request, limits);
    const input = { ...asked.data, pieces };
    return Response.json(await uploadImport({ ctx: { ...ctx, storage: getStorage() }, input }));
  } catch (error) {
    throw error instanceof RefusedBody ? refusalOf(error) : error;
  } finally {
    giveBack();
  }
});

function refusalOf({ why }: RefusedBody): PackpostError {
  if (why === "too_large")
    return new PackpostError("too_large", `This file is larger than ${maxImportBytes / 1_048_576} MB.`, {
      effect,
      nextStep: "Divide it into several files, each with the names of the columns first.",
    });
  const cause = why === "too_slow" ? "The upload came too slowly." : "The upload broke off.";
  return new PackpostError("invalid_input", cause, {
    effect,
    nextStep: "Check the connection, then drop the file again.",
  });
}

export const dynamic = "force-dynamic";
