/** Length of a uuid in bytes (RFC 9562). */
export const UUID_BYTES = 16;

/** @throws {Error} for what is no uuid: a mistake of the caller's */
export function uuidToBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  if (uuid.length !== 36 || bytes.length !== UUID_BYTES) throw new Error("Not a uuid");
  return bytes;
}

/** @param bytes sixteen of them */
export function uuidFromBytes(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
