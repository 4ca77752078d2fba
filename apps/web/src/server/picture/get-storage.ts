import { openStorage } from "@packpost/storage/open-storage";
import type { Storage } from "@packpost/storage/storage";
import { env } from "#web/env.ts";
import { singleton } from "#web/server/singleton.ts";

/** The process's storage; connected to on first use. */
export function getStorage(): Storage {
  return singleton("storage", () => openStorage(env.STORAGE_URL));
}
