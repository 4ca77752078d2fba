import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Slots } from "@packpost/db/slots";
import { inPlace } from "../capacity/take-place.ts";
import { PackpostError } from "../errors.ts";
import type { PictureBounds } from "./picture-limits.ts";
import { type Reencoded, reencodedSchema } from "./reencode-picture.ts";

/** The largest animation takes a third of it on a busy machine. */
const longestMs = 30_000;
const places = new Slots({ most: 1, mostOfOne: 1, mostWaitingOfOne: 20, waitMs: 20_000 });

type Refused = Extract<Reencoded, { outcome: "refused" }>;
export type InProcess =
  | (Extract<Reencoded, { outcome: "reencoded" }> & { readonly bytes: Uint8Array })
  | Refused
  | { readonly outcome: "too_long" };

/**
 * Re-encodes a picture in a process of its own, one at a time: whatever a file does to the reader (time, memory, a
 * crash), nobody else feels it, and no secret is near.
 * @param limitMs it is ended after that time, in milliseconds
 * @throws {PackpostError} unavailable, when there was no turn in 20 s
 */
export function reencodeInProcess(
  picture: Uint8Array,
  bounds: PictureBounds,
  limitMs = longestMs,
): Promise<InProcess> {
  return inPlace(places, "all", tooMany, () => runOnce(picture, bounds, limitMs));
}

const tooMany = () =>
  new PackpostError("unavailable", "Too many pictures are being prepared at this moment.", {
    effect: "The picture was not kept.",
    nextStep: "Try again in half a minute.",
    retryAfterSeconds: 30,
  });

function runOnce(picture: Uint8Array, bounds: PictureBounds, limitMs: number): Promise<InProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--max-old-space-size=128", mainFile(), JSON.stringify(bounds)], {
      env: { NODE_ENV: "production" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, limitMs);
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on("error", () => undefined); // it ended before it had read all; its exit says why
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      if (isLate) return resolve({ outcome: "too_long" });
      // A reader that crashes has met a file made for it.
      if (code !== 0) return resolve({ outcome: "refused", reason: "broken", found: null });
      resolve(readAnswer(Buffer.concat(chunks)));
    });
    child.stdin.end(picture);
  });
}

function readAnswer(answer: Buffer): InProcess {
  const end = answer.indexOf("\n");
  const told = reencodedSchema.parse(JSON.parse(answer.toString("utf8", 0, end)));
  return told.outcome === "reencoded" ? { ...told, bytes: answer.subarray(end + 1) } : told;
}

/** Found at run time, from wherever the process was started: a bundler must not take the file for its own. */
function mainFile(): string {
  const { resolve } = createRequire(join(process.cwd(), "package.json"));
  return resolve("@packpost/core/picture/reencode-main");
}
