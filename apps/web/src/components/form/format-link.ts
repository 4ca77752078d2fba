/** A link without what says nothing: "riverside.example/map". */
export function formatLink(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
