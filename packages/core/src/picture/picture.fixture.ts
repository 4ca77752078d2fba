import sharp from "sharp";

const plain = (width: number, height: number, color = "#0a7d55") =>
  sharp({ create: { width, height, channels: 3, background: color } });

/** Pictures as they come from phones, programs and people with bad intentions; made when a test runs. */
export const samples = {
  /** A portrait as a phone stores it: lying, with a note to turn it, its place and its maker. */
  phonePhoto: () =>
    sharp({
      create: {
        width: 2000,
        height: 1000,
        channels: 3,
        noise: { type: "gaussian", mean: 120, sigma: 12 },
        background: "#000",
      },
    })
      .withExif({
        IFD0: { Make: "PhoneMaker", Orientation: "6" },
        IFD3: {
          GPSLatitudeRef: "N",
          GPSLatitude: "47/1 22/1 0/1",
          GPSLongitudeRef: "E",
          GPSLongitude: "8/1 32/1 0/1",
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer(),
  drawing: (width = 640, height = 400) =>
    plain(width, height, "#ffffff")
      .composite([
        { input: { create: { width: 80, height: 40, channels: 3, background: "#c00" } }, left: 10, top: 10 },
      ])
      .png()
      .toBuffer(),
  seeThrough: () =>
    sharp({ create: { width: 300, height: 200, channels: 4, background: "#c0000080" } })
      .png()
      .toBuffer(),
  webp: () => plain(1_500, 700).webp().toBuffer(),
  /** Noise does not compress: several megabytes. */
  noise: (width = 1_600, height = 1_600) =>
    sharp({
      create: {
        width,
        height,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 60 },
        background: "#000",
      },
    })
      .png()
      .toBuffer(),
  async animation(frames = 4, width = 800, height = 400, format: "gif" | "webp" = "gif"): Promise<Buffer> {
    const drawn = Array.from({ length: frames }, (_, frame) =>
      plain(width, height, `hsl(${frame * 40}, 60%, 50%)`)
        .png()
        .toBuffer(),
    );
    const joined = sharp(await Promise.all(drawn), { join: { animated: true } });
    return format === "gif" ? joined.gif().toBuffer() : joined.webp().toBuffer();
  },
  /** A fifth of a megabyte that unpacks to 52 million pixels. */
  bomb: () => plain(8_000, 6_500, "#ffffff").png().toBuffer(),
  /** 400 bytes that are sixteen frames of four million pixels each. */
  animationBomb(): Buffer {
    const head = Buffer.from("474946383961d007d007800000000000ffffff", "hex"); // 2,000 × 2,000, two colours
    const frame = Buffer.from("21f904000a0000002c0000000001000100000202440100", "hex"); // one dot
    return Buffer.concat([head, ...Array<Buffer>(16).fill(frame), Buffer.from("3b", "hex")]);
  },
  tiff: () => plain(50, 50).tiff().toBuffer(),
  avif: () => plain(50, 50).avif().toBuffer(),
  svg: () =>
    Buffer.from(
      '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    ),
  /** The box that begins a HEIC file; iPhones write it. */
  heic: () =>
    Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from("ftypheic"),
      Buffer.from([0, 0, 0, 0]),
      Buffer.from("mif1heic"),
      Buffer.alloc(200),
    ]),
  pdf: () => Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"),
  html: () => Buffer.from("<!doctype html><script>alert(1)</script>"),
};
