import { openStorage } from "@packpost/storage/open-storage";
import type { Storage } from "@packpost/storage/storage";
import { env } from "#web/env.ts";
import { processWide } from "#web/server/process-wide.ts";

/** The process's storage; connected to on first use. */
export function getStorage(): Storage {
  return processWide("storage", () => openStorage(env.STORAGE_URL));
}
