import { PackpostError } from "@packpost/core/errors";
import type { BodyLimits } from "./read-pieces.ts";
import { receiveBody } from "./receive-body.ts";

/**
 * Receives a file that is a request's body, see {@link receiveBody}.
 * @throws {PackpostError} too_large, or invalid_input for an upload that was cut or is too slow
 */
export async function receiveFile(request: Request, limits: BodyLimits): Promise<Uint8Array> {
  if (request.body === null) throw broken("The upload holds no file.");
  const file = await receiveBody(request, limits);
  if (typeof file !== "string") return file;
  if (file === "too_large") throw tooLarge(limits.maxBytes);
  throw broken(file === "too_slow" ? "The upload came too slowly." : "The upload broke off.");
}

function tooLarge(maxBytes: number): PackpostError {
  return new PackpostError("too_large", `This file is larger than ${maxBytes / 1024 / 1024} MB.`, {
    effect: "It was not kept.",
    nextStep: "Make it smaller first: a photo about 1,100 pixels wide is enough for a mail.",
  });
}

function broken(message: string): PackpostError {
  return new PackpostError("invalid_input", message, {
    effect: "Nothing was kept.",
    nextStep: "Check the connection, then try again.",
  });
}
