import { crc32, inflateRawSync } from "node:zlib";

/** The files of an archive by their names, read along its directory as any program does; their checksums must hold. */
export function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let place = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(place + 28);
    const name = archive.toString("utf8", place + 46, place + 46 + nameLength);
    const local = archive.readUInt32LE(place + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(begin, begin + archive.readUInt32LE(place + 20)));
    if (crc32(content) !== archive.readUInt32LE(place + 16)) throw new Error(`${name} is broken`);
    files.set(name, content.toString("utf8"));
    place += 46 + nameLength + archive.readUInt16LE(place + 30) + archive.readUInt16LE(place + 32);
  }
  return files;
}
