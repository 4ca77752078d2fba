import type { Storage } from "@packpost/storage/storage";

/** Files for as long as a test, where none of them is looked at by another process. */
export function memoryStorage(): Storage {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (name, bytes) => void files.set(name, bytes),
    get: async (name) => files.get(name) ?? null,
    remove: async (name) => void files.delete(name),
  };
}
