import type { Storage } from "@packpost/storage/storage";
import { pictureFile } from "./picture-file.ts";
import { pictureTypes, readPictureName } from "./picture-name.ts";
import { refuseWithoutStorage } from "./refuse-without-storage.ts";

/**
 * The picture under the last part of a public address, for whoever was sent it (mail programs and their proxies).
 * Asks the storage alone: it works without the database, and for as long as the file is there.
 * @throws {PackpostError} unavailable while the storage does not answer
 * @returns null for what is no name of ours, and for what is not stored
 */
export async function readPicture(
  storage: Storage,
  name: string,
): Promise<{ readonly bytes: Uint8Array; readonly contentType: string; readonly key: string } | null> {
  const named = readPictureName(name);
  if (named === null) return null;
  const bytes = await storage.get(pictureFile(named)).catch(refuseWithoutStorage);
  return bytes && { bytes, contentType: pictureTypes[named.extension], key: named.key };
}
