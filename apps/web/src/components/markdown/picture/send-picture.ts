import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { type StoredPicture, storedPictureSchema } from "@packpost/core/picture/stored-picture";
import { refusalCodeOf, uploadFile } from "#web/components/pictures/upload-file.ts";

/** Whether the same file may do better another time: not when it is the file that will not do. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = refusalCodeOf(error);
  return code !== "invalid_input" && code !== "too_large";
}

/**
 * Uploads a picture for a mail. Fails with what `shownErrorOf` can say.
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
  const address = "/api/pictures";
  const readAnswer = (value: unknown) => storedPictureSchema.safeParse(value).data;
  return uploadFile({
    method: "POST",
    address,
    file,
    readAnswer,
    onProgress,
    signal,
    maxBytes: maxUploadBytes,
  });
}
