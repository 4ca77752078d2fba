/** The name of an uploaded file, which its page sends percent-encoded; what cannot be read is none. */
export function readFileName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return "";
  }
}
