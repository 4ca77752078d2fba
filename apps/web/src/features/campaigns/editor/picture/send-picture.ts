import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { type StoredPicture, storedPictureSchema } from "@packpost/core/picture/stored-picture";
import * as z from "zod";
import { pageSession } from "#web/trpc/page-session.ts";

const refusedSchema = z.object({
  data: z.object({ error: z.object({ code: z.enum(["invalid_input", "too_large"]) }) }),
});

/** Whether the same file may do better another time: not when it is the file that will not do. */
export function isWorthAnotherTry(error: unknown): boolean {
  return !refusedSchema.safeParse(error).success;
}

const tooLarge = {
  code: "too_large",
  message: "This file is larger than 10 MB.",
  nextStep: "Make it smaller first: a photo about 1,100 pixels wide is enough for a mail.",
};

/**
 * Uploads a picture. Fails with what `shownErrorOf` can say.
 *
 * @param file as it was chosen, dropped or pasted
 * @param onProgress told the sent part, from 0 to 1
 * @param signal ends it; nothing is kept then
 */
export function sendPicture(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<StoredPicture> {
  return new Promise((resolve, reject) => {
    if (file.size > maxUploadBytes) return reject({ data: { error: tooLarge } });
    // Of the two ways to send, the one that tells how far it is.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/pictures");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.toWellFormed()));
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error("Failed to fetch"));
    request.onload = () => {
      const stored = storedPictureSchema.safeParse(request.response);
      if (request.status === 200 && stored.success) return resolve(stored.data);
      if (request.status === 401) pageSession.end();
      reject({ data: { ...request.response, requestId: request.getResponseHeader("x-request-id") } });
    };
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
