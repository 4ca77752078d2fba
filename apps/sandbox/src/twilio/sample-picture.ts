import { crc32, deflateSync } from "node:zlib";

const SIDE = 240;

/** A picture that somebody might text, as PNG: a park at dusk, drawn by arithmetic. */
export function samplePicture(): Buffer {
  const rows = Array.from({ length: SIDE }, (_, y) => {
    const row = Buffer.alloc(1 + SIDE * 3);
    for (let x = 0; x < SIDE; x++) row.set(colourOf(x, y), 1 + x * 3);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function colourOf(x: number, y: number): [number, number, number] {
  const hill = SIDE * 0.66 - Math.sin(x / 38) * 18;
  if (y > hill) return [31 + (x % 7), 92 - (y - hill) / 3, 77 - (y - hill) / 3];
  const isSun = Math.hypot(x - SIDE * 0.68, y - SIDE * 0.36) < 26;
  return isSun ? [248, 220, 150] : [233 - y / 6, 162 + y / 12, 59 + y / 2.2];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(data.length, 0);
  edges.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
}
