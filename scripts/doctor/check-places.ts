import { randomUUID } from "node:crypto";
import { statfsSync } from "node:fs";
import { answerWithin } from "@packpost/core/installation/answer-within";
import { openStorage } from "@packpost/storage/open-storage";
import type { Storage } from "@packpost/storage/storage";
import { storageUrlSchema } from "@packpost/storage/storage-url";
import { ask } from "./check-providers.ts";
import { type Finding, findingsOf, messageOf } from "./finding.ts";

/** Whether files can be kept, read and taken away where STORAGE_URL says. */
export async function checkStorage(url: string | undefined): Promise<Finding[]> {
  const { ok, error } = findingsOf("storage");
  if (url === undefined)
    return [
      error(
        "STORAGE_URL is not set",
        "Name a folder (file:///…) or a bucket (s3://…), as .env.example shows.",
      ),
    ];
  const place = storageUrlSchema.safeParse(url);
  if (!place.success)
    return [
      error(
        `STORAGE_URL cannot be read: ${place.error.issues[0]?.message ?? ""}`,
        "As .env.example shows: a folder (file:///…) or a bucket (s3://…).",
      ),
    ];
  const storage = openStorage(place.data);
  const name = `doctor/${randomUUID()}.txt`;
  try {
    const read = await answerWithin(STORAGE_MS, tryStorage(storage, name));
    if (read === null || Buffer.from(read).toString() !== "packpost")
      throw new Error("what was kept is not there");
    return [
      ok("files can be kept and read"),
      ...(place.data.kind === "folder" ? [checkDisk(place.data.path)] : []),
    ];
  } catch (thrown) {
    return [
      error(
        `Files cannot be kept: ${messageOf(thrown)}`,
        "Check that the folder is there and writable by this account, or bucket, region and key.",
      ),
    ];
  }
}

async function tryStorage(storage: Storage, name: string): Promise<Uint8Array | null> {
  await storage.put(name, Buffer.from("packpost"), "text/plain");
  const read = await storage.get(name);
  await storage.remove(name);
  return read;
}

/** Some file systems and stores never say that they do not take anything. */
const STORAGE_MS = 15_000;
const FREE_WARNS = 0.1;
const FREE_FAILS = 0.02;

function checkDisk(path: string): Finding {
  const { ok, warning, error } = findingsOf("disk");
  const { bavail, blocks, bsize } = statfsSync(path);
  const free = bavail / blocks;
  const says = `${(free * 100).toFixed(0)} % (${((bavail * bsize) / 1e9).toFixed(1)} GB) are free where files are kept`;
  if (free > FREE_WARNS) return ok(says);
  const mend = "Free space or enlarge the disk; on a full one nothing is claimed, and nothing is lost.";
  return free > FREE_FAILS ? warning(says, mend) : error(says, mend);
}

/** Whether web and api answer at the addresses that mails and providers are given. */
export async function checkAddresses(urls: {
  readonly app: string | undefined;
  readonly api: string | undefined;
}): Promise<Finding[]> {
  const { ok, error } = findingsOf("addresses");
  const check = async (name: string, url: string | undefined, path: string) => {
    if (url === undefined)
      return error(`${name} is not set`, "Set it to the public address; mails and webhooks lead there.");
    const answer = await ask(URL.parse(path, url));
    return answer === 200
      ? ok(`${name} answers`)
      : error(
          `${name} (${url}) ${typeof answer === "number" ? `answers ${answer}` : `cannot be reached: ${answer}`}`,
          `Start the program, and let the proxy hand ${path} on to it. Asked from this machine: its DNS and firewall count.`,
        );
  };
  return [await check("APP_URL", urls.app, "/api/ready"), await check("API_URL", urls.api, "/api/ready")];
}
