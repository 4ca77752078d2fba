import { setPriority } from "node:os";
import { buffer } from "node:stream/consumers";
import * as z from "zod";
import { reencodePicture } from "./reencode-picture.ts";

// A process for one picture: reads it from its input, writes what became of it as a line of JSON and then the bytes.
// It has no environment and no connection, and is killed from outside when it takes too long.

const boundsSchema = z.object({ widthPx: z.int(), heightPx: z.int(), bytes: z.int() });

// Requests go first.
setPriority(10);
const bounds = boundsSchema.parse(JSON.parse(process.argv[2] ?? ""));
const { told, bytes } = await reencodePicture(await buffer(process.stdin), bounds);
process.stdout.write(`${JSON.stringify(told)}\n`);
process.stdout.write(bytes);
