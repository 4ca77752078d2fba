/** Bytes from `start` up to `end`, which is not in it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Which part of a file is asked for, so that a download that broke off goes on where it ended (RFC 9110, 14.2).
 * @param header of the request; several parts at once, other units and what is no range are answered with the whole file
 * @param length of the file, in bytes
 * @returns null = the whole file
 */
export function rangeOf(header: string | null, length: number): ByteRange | "beyond" | null {
  const [, from = "", until = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && until === "") return null;
  if (from === "") {
    const start = Math.max(0, length - Number(until));
    return start < length ? { start, end: length } : "beyond";
  }
  const start = Number(from);
  const last = until === "" ? length - 1 : Math.min(Number(until), length - 1);
  if (until !== "" && Number(until) < start) return null;
  return start < length ? { start, end: last + 1 } : "beyond";
}
