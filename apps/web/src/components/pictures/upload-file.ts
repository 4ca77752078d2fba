import { pageSession } from "#web/trpc/page-session.ts";

interface UploadOptions<Answer> {
  method: "POST" | "PUT";
  address: string;
  /** As it was chosen, dropped or pasted. */
  file: File;
  /** Reads what the server answers with once it has it; undefined for anything else. */
  readAnswer: (value: unknown) => Answer | undefined;
  /** Told the sent part, from 0 to 1. */
  onProgress: (part: number) => void;
  /** A larger one is not even begun. */
  maxBytes: number;
  /** Ends it; nothing is kept then. */
  signal: AbortSignal;
}

const tooLarge = (maxBytes: number) => ({
  code: "too_large",
  message: `This file is larger than ${Math.floor(maxBytes / 1_048_576)} MB.`,
  nextStep: "Make it smaller first: about 2,000 pixels wide is enough.",
});

/** Uploads a file as a request's body, its name beside it. Fails with what `shownErrorOf` can say. */
export function uploadFile<Answer>(options: UploadOptions<Answer>): Promise<Answer> {
  const { method, address, file, readAnswer, onProgress, signal, maxBytes } = options;
  return new Promise((resolve, reject) => {
    if (file.size > maxBytes) return reject({ data: { error: tooLarge(maxBytes) } });
    // Of the two ways to send, the one that tells how far it is.
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.toWellFormed()));
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error("Failed to fetch"));
    request.onload = () => {
      const stored = readAnswer(request.response);
      if (request.status === 200 && stored !== undefined) return resolve(stored);
      if (request.status === 401) pageSession.end();
      reject({ data: { ...request.response, requestId: request.getResponseHeader("x-request-id") } });
    };
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

/** What the server said to an upload: the code of its refusal; undefined = nothing, it may do better another time. */
export function refusalCodeOf(error: unknown): string | undefined {
  const code = field(field(field(error, "data"), "error"), "code");
  return typeof code === "string" ? code : undefined;
}

/** The size of a picture that is kept, as `/api/attachments` answers. */
export function readStoredSize(value: unknown): { width: number; height: number } | undefined {
  const width = field(value, "width");
  const height = field(value, "height");
  return typeof width === "number" && typeof height === "number" ? { width, height } : undefined;
}

/** The address of a picture that is kept, as `/api/pictures` answers. */
export function readStoredAddress(value: unknown): string | undefined {
  const address = field(value, "address");
  return typeof address === "string" ? address : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
