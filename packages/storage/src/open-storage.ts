import { Disk, errors } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Storage } from "./storage.ts";
import type { S3Place, StoragePlace } from "./storage-url.ts";

const connectMs = 5_000;
/** Without a byte from the store; a file is a megabyte. */
const silenceMs = 15_000;

/**
 * Opens the store that STORAGE_URL names. Nothing is connected to, and no S3 client loaded, before the first use.
 * @param place as `storageUrlSchema` read it
 */
export function openStorage(place: StoragePlace): Storage {
  let disk: Promise<Disk> | undefined;
  const use = () => {
    disk ??= openDisk(place);
    return disk;
  };
  const prefix = place.kind === "s3" ? place.prefix : "";
  return {
    async put(name, bytes, contentType) {
      await (await use()).put(prefix + name, bytes, { contentType, contentLength: bytes.byteLength });
    },
    async get(name) {
      try {
        return await (await use()).getBytes(prefix + name);
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    async remove(name) {
      await (await use()).delete(prefix + name);
    },
  };
}

async function openDisk(place: StoragePlace): Promise<Disk> {
  if (place.kind === "folder") return new Disk(new FSDriver({ location: place.path, visibility: "private" }));
  return openS3(place);
}

/** Loaded with the first use: the client is 20 MB that a folder never needs. */
async function openS3({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Place): Promise<Disk> {
  const { S3Driver } = await import("flydrive/drivers/s3");
  const isAmazon = new URL(endpoint).hostname.endsWith(".amazonaws.com");
  // Other stores refuse the checksums that the client adds (aws-sdk-js-v3#6810, #6819).
  const checksums = isAmazon ? "WHEN_SUPPORTED" : "WHEN_REQUIRED";
  return new Disk(
    new S3Driver({
      endpoint,
      region,
      bucket,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      requestChecksumCalculation: checksums,
      responseChecksumValidation: checksums,
      requestHandler: { connectionTimeout: connectMs, requestTimeout: silenceMs },
      visibility: "private",
      // Whether a bucket's files are public is its own setting; many stores know no rights of single files.
      supportsACL: false,
    }),
  );
}

/** flydrive wraps the driver's error: a missing file by the system's code, or by the store's answer. */
function isAbsent(error: unknown): boolean {
  if (!(error instanceof errors.E_CANNOT_READ_FILE)) return false;
  const { cause } = error;
  if (!(cause instanceof Error)) return false;
  return (
    ("code" in cause && cause.code === "ENOENT") || cause.name === "NoSuchKey" || cause.name === "NotFound"
  );
}
