import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { formatRefusal } from "./format-refusal.ts";
import { samples } from "./picture.fixture.ts";
import { mailBounds } from "./picture-limits.ts";
import { reencodeInProcess } from "./reencode-in-process.ts";

async function draw(bytes: Uint8Array) {
  const drawn = await reencodeInProcess(bytes, mailBounds);
  if (drawn.outcome !== "reencoded") throw new Error(`not drawn: ${JSON.stringify(drawn)}`);
  return { ...drawn, metadata: await sharp(drawn.bytes, { animated: true }).metadata() };
}

describe("a picture drawn anew for a mail", () => {
  it("T50 stands upright and says nothing of place and camera any more", async () => {
    const photo = await samples.phonePhoto();
    const before = await sharp(photo).metadata();
    expect(before.orientation).toBe(6);
    expect(before.exif?.includes(Buffer.from("PhoneMaker"))).toBe(true);
    const { metadata, bytes, ...drawn } = await draw(photo);
    expect(drawn).toMatchObject({ extension: "jpg", widthPx: 1_000, heightPx: 2_000 });
    expect(metadata).toMatchObject({ format: "jpeg", width: 1_000, height: 2_000 });
    for (const part of ["exif", "xmp", "iptc", "icc", "orientation"])
      expect(metadata).not.toHaveProperty(part);
    expect(Buffer.from(bytes).includes("PhoneMaker")).toBe(false);
  });

  it.each([
    ["a drawing stays a PNG", () => samples.drawing(), "png", 640],
    ["a wide drawing is made narrower", () => samples.drawing(3_000, 900), "png", 1_072],
    ["what can be seen through stays so", samples.seeThrough, "png", 300],
    ["WebP becomes what Outlook shows", samples.webp, "png", 1_072],
    ["an animation stays one", () => samples.animation(), "gif", 800],
    [
      "an animated WebP becomes an animated GIF",
      () => samples.animation(3, 2_000, 300, "webp"),
      "gif",
      1_072,
    ],
  ])("%s", async (_name, sample, extension, widthPx) => {
    const { metadata, ...drawn } = await draw(await sample());
    expect(drawn).toMatchObject({ extension, widthPx });
    expect(metadata.format).toBe(extension);
    expect([metadata.width, metadata.pageHeight ?? metadata.height]).toEqual([drawn.widthPx, drawn.heightPx]);
    if (extension === "gif") expect(metadata.pages).toBeGreaterThan(2);
    if (sample === samples.seeThrough) expect(metadata.hasAlpha).toBe(true);
  });

  it("is about a megabyte at most, however much it was", async () => {
    const noise = await samples.noise();
    expect(noise.byteLength).toBeGreaterThan(3_000_000);
    const { bytes, extension } = await draw(noise);
    expect(extension).toBe("jpg");
    expect(bytes.byteLength).toBeLessThanOrEqual(1_000_000);
  });

  it.each([
    ["HEIC", samples.heic, "heic", "iPhone"],
    ["AVIF", samples.avif, "heic", "JPEG"],
    ["SVG", samples.svg, "svg", "PNG"],
    ["TIFF", samples.tiff, "other_type", "TIFF"],
    ["PDF", samples.pdf, "other_type", "PDF"],
    ["a web page", samples.html, "other_type", "no picture"],
    ["nothing", () => Buffer.alloc(0), "other_type", "no picture"],
    ["a decompression bomb", samples.bomb, "too_many_pixels", "50 million"],
    ["an animation of too many pixels", samples.animationBomb, "too_many_pixels", "shorter animation"],
    ["half a PNG", async () => (await samples.drawing()).subarray(0, 300), "broken", "damaged"],
    ["half a JPEG", async () => (await samples.phonePhoto()).subarray(0, 40_000), "broken", "damaged"],
    ["only a beginning", async () => (await samples.phonePhoto()).subarray(0, 30), "broken", "damaged"],
    [
      "a PNG's head before something else",
      () => Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), samples.pdf()]),
      "other_type",
      "no picture",
    ],
  ])("T51 refuses %s in plain words", async (_name, sample, reason, words) => {
    const drawn = await reencodeInProcess(await sample(), mailBounds);
    expect(drawn).toMatchObject({ outcome: "refused", reason });
    if (drawn.outcome === "reencoded") throw new Error("drawn");
    const { message, nextStep } = formatRefusal(drawn);
    expect(`${message} ${nextStep}`).toContain(words);
  });

  it("ends a reader that takes too long, and says so", async () => {
    const drawn = await reencodeInProcess(await samples.drawing(), mailBounds, 1);
    expect(drawn).toEqual({ outcome: "too_long" });
    expect(formatRefusal({ outcome: "too_long" }).message).toBe("This picture takes too long to prepare.");
    expect(await reencodeInProcess(await samples.drawing(), mailBounds)).toMatchObject({ extension: "png" });
  });
});
