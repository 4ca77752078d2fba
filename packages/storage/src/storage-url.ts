import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

export interface FolderPlace {
  readonly kind: "folder";
  /** Absolute path. */
  readonly path: string;
}

export interface S3Place {
  readonly kind: "s3";
  /** Address of the service: `https://s3.example.org`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** In front of each name, with a slash at its end; may be empty. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type StoragePlace = FolderPlace | S3Place;

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * STORAGE_URL: `file:///srv/packpost/files` (or the bare path), or `s3://KEY:SECRET@s3.example.org/bucket/folder?region=eu-1`
 * with key and secret percent-encoded; `s3+http://` speaks plain HTTP, to this machine alone. Half of it is refused,
 * naming what is missing.
 */
export const storageUrlSchema = z.string().transform((text, refinement): StoragePlace => {
  const place = readStorageUrl(text);
  if (typeof place !== "string") return place;
  refinement.addIssue({ code: "custom", message: place });
  return z.NEVER;
});

/** The place, or what is wrong with the address; its secret is never repeated. */
function readStorageUrl(text: string): StoragePlace | string {
  if (isAbsolute(text)) return { kind: "folder", path: text };
  const url = URL.parse(text);
  switch (url?.protocol) {
    case "file:":
      return url.host === ""
        ? { kind: "folder", path: fileURLToPath(url) }
        : "a file:// address has three slashes";
    case "s3:":
    case "s3+http:":
      return readS3Url(url);
    default:
      return "begin with file:///, s3:// or the absolute path of a folder";
  }
}

function readS3Url(url: URL): StoragePlace | string {
  const [bucket = "", ...folders] = url.pathname.split("/").filter(Boolean);
  const missing = Object.entries({
    "the access key before the colon": url.username,
    "the secret key after the colon": url.password,
    "the host of the service": url.hostname,
    "the bucket after the host": bucket,
  }).flatMap(([part, value]) => (value === "" ? [part] : []));
  if (missing.length > 0) return `s3://KEY:SECRET@HOST/BUCKET is missing ${missing.join(" and ")}`;
  const isPlain = url.protocol === "s3+http:";
  if (isPlain && !loopback.includes(url.hostname))
    return "s3+http:// is for a store on this machine alone; use s3://";
  try {
    return {
      kind: "s3",
      endpoint: `${isPlain ? "http" : "https"}://${url.host}`,
      bucket,
      prefix: folders.map((folder) => `${decodeURIComponent(folder)}/`).join(""),
      region: url.searchParams.get("region") ?? "us-east-1",
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    };
  } catch {
    return "a percent sign in the key, secret or folder is written %25";
  }
}
