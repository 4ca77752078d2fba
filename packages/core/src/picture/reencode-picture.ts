import { PICTURE_EXTENSIONS } from "@packpost/db/entities/picture.entity";
import { fileTypeFromBuffer } from "file-type";
import sharp, { type OutputInfo, type Sharp } from "sharp";
import * as z from "zod";
import { maxPixels, type PictureBounds } from "./picture-limits.ts";
import type { PictureExtension } from "./picture-name.ts";

export const refusals = [
  "heic",
  "svg",
  "other_type",
  "broken",
  "too_many_pixels",
  "animation_too_large",
] as const;

/** The outcome without the picture's bytes. */
export const reencodedSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("reencoded"),
    extension: z.enum(PICTURE_EXTENSIONS),
    widthPx: z.int().positive(),
    heightPx: z.int().positive(),
  }),
  z.object({
    outcome: z.literal("refused"),
    reason: z.enum(refusals),
    /** The type that its content says, e.g. `application/pdf`. */
    found: z.string().nullable(),
  }),
]);
export type Reencoded = z.infer<typeof reencodedSchema>;
type Result = { readonly told: Reencoded; readonly bytes: Uint8Array };

const taken: readonly string[] = ["image/jpeg", "image/png", "image/apng", "image/webp", "image/gif"];
const input = { limitInputPixels: maxPixels, failOn: "error" } as const;

// Whatever a file calls itself, only these four readers exist in this process: no SVG, TIFF, PDF or raw (T51).
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"],
});
sharp.concurrency(1);
sharp.cache(false);

/**
 * Draws a picture anew for a mail: upright, in plain colours, not larger than the bounds, without anything a camera or
 * program wrote beside it (place, owner, thumbnail). Its content decides what it is. Costs what its sender chooses:
 * call it by `reencodeInProcess`.
 */
export async function reencodePicture(bytes: Uint8Array, bounds: PictureBounds): Promise<Result> {
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? null;
  if (found === null || !taken.includes(found)) return refuse(refusalOf(found, bytes), found);
  try {
    const { pages = 1, width, height } = await sharp(bytes, input).metadata();
    if (width * height * pages > maxPixels) return refuse("too_many_pixels", found);
    if (pages > 1) return await drawAnimation(bytes, bounds, found);
    return await drawStill(bytes, bounds, found);
  } catch (error) {
    const tooMany = error instanceof Error && /pixel limit/i.test(error.message);
    return refuse(tooMany ? "too_many_pixels" : "broken", found);
  }
}

function refusalOf(found: string | null, bytes: Uint8Array): (typeof refusals)[number] {
  if (found !== null && /^image\/(hei[cf]|avif)/.test(found)) return "heic";
  const start = new TextDecoder().decode(bytes.subarray(0, 2_000));
  return /<svg[\s>]/i.test(start) ? "svg" : "other_type";
}

function refuse(reason: (typeof refusals)[number], found: string | null): Result {
  return { told: { outcome: "refused", reason, found }, bytes: new Uint8Array() };
}

type Encoded = { readonly data: Uint8Array; readonly info: OutputInfo; readonly extension: PictureExtension };

/** Scaled once, then encoded as well as the bounds allow: smaller quality first, then smaller size. */
async function drawStill(bytes: Uint8Array, bounds: PictureBounds, found: string): Promise<Result> {
  const { widthPx: width, heightPx: height } = bounds;
  const { data, info } = await sharp(bytes, input)
    .autoOrient()
    .resize({ width, height, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const whole = { raw: { width: info.width, height: info.height, channels: info.channels } };
  const isOpaque = info.channels === 3 || (await sharp(data, whole).stats()).isOpaque;
  for (let scale = 1; scale > 0.1; scale *= 0.8) {
    const drawn = sharp(data, whole).resize({ width: Math.max(1, Math.round(info.width * scale)) });
    const encoded = isOpaque
      ? await encodeOpaque(drawn.removeAlpha(), found, bounds)
      : await encodeSeeThrough(drawn, bounds);
    if (encoded.data.byteLength <= bounds.bytes) return accept(encoded, encoded.info.height);
  }
  throw new Error("This cannot be drawn small enough");
}

/** A photograph is a JPEG; what was a drawing stays one where that is not much larger. */
async function encodeOpaque(drawn: Sharp, found: string, bounds: PictureBounds): Promise<Encoded> {
  let smallest: Encoded | undefined;
  for (const quality of [82, 70, 55]) {
    smallest = await encode(drawn.clone().jpeg({ quality, mozjpeg: true }), "jpg");
    if (smallest.data.byteLength <= bounds.bytes) break;
  }
  const jpeg = smallest ?? (await encode(drawn.clone().jpeg(), "jpg"));
  if (found === "image/jpeg") return jpeg;
  const png = await encode(drawn.clone().png({ compressionLevel: 9 }), "png");
  return png.data.byteLength <= Math.min(bounds.bytes, jpeg.data.byteLength * 1.5) ? png : jpeg;
}

async function encodeSeeThrough(drawn: Sharp, bounds: PictureBounds): Promise<Encoded> {
  const png = await encode(drawn.clone().png({ compressionLevel: 9 }), "png");
  if (png.data.byteLength <= bounds.bytes) return png;
  return encode(drawn.clone().png({ palette: true, quality: 85, effort: 7 }), "png");
}

/** An animated GIF or WebP stays animated, as a GIF: Outlook knows no WebP. */
async function drawAnimation(bytes: Uint8Array, bounds: PictureBounds, found: string): Promise<Result> {
  const tries = [
    { width: bounds.widthPx, interFrameMaxError: 0 },
    { width: bounds.widthPx / 2, interFrameMaxError: 4 },
    { width: bounds.widthPx / 3, interFrameMaxError: 8 },
  ];
  for (const { width, interFrameMaxError } of tries) {
    const drawn = sharp(bytes, { ...input, animated: true })
      .resize({ width: Math.round(width), withoutEnlargement: true })
      .gif({ interFrameMaxError });
    const encoded = await encode(drawn, "gif");
    const heightPx = encoded.info.pageHeight ?? encoded.info.height;
    if (encoded.data.byteLength <= bounds.bytes) return accept(encoded, heightPx);
  }
  return refuse("animation_too_large", found);
}

async function encode(drawn: Sharp, extension: PictureExtension): Promise<Encoded> {
  return { ...(await drawn.toBuffer({ resolveWithObject: true })), extension };
}

function accept({ data, info, extension }: Encoded, heightPx: number): Result {
  return { told: { outcome: "reencoded", extension, widthPx: info.width, heightPx }, bytes: data };
}
