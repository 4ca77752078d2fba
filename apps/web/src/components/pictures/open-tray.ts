import { PictureTray } from "./picture-tray.ts";
import { readStoredSize, refusalCodeOf, uploadFile } from "./upload-file.ts";

interface OpenTrayOptions {
  /** Where the server shows one, and is told to forget it. */
  readonly addressOf: (id: string) => string;
  /** What the address of an upload has besides, e.g. "?thread=…". */
  readonly query?: string;
  readonly whenReachable: () => Promise<void>;
  /** As many as one message takes. */
  readonly most: number;
  /** Of one file. */
  readonly maxBytes: number;
}

/** Codes that tell of the moment, not of the file. */
const passing = ["unavailable", "rate_limited", "unauthenticated", "internal"];

/** A tray whose pictures go to the server by this app's routes, of the team's pages and of the customers' (V13). */
export function openTray({
  addressOf,
  query = "",
  whenReachable,
  most,
  maxBytes,
}: OpenTrayOptions): PictureTray {
  return new PictureTray({
    upload: (id, file, onProgress, signal) => {
      const address = `${addressOf(id)}${query}`;
      return uploadFile({
        method: "PUT",
        address,
        file,
        readAnswer: readStoredSize,
        onProgress,
        signal,
        maxBytes,
      });
    },
    isRefusal: (error) => {
      const code = refusalCodeOf(error);
      return code !== undefined && !passing.includes(code);
    },
    whenReachable,
    // What stays there is removed with everything that is never sent.
    discard: (id) => void fetch(addressOf(id), { method: "DELETE", keepalive: true }).catch(() => undefined),
    previewOf: (file) => URL.createObjectURL(file),
    dropPreview: (address) => URL.revokeObjectURL(address),
    addressOf,
    most,
  });
}
