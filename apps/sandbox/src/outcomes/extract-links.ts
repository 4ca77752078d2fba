const MAX_LINKS = 20;
const HREF = /<a\b[^>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const BARE = /https?:\/\/[^\s<>"')\]]+/gi;

/**
 * The web links of a mail that its reader could click, without repeats, at most 20.
 * @returns from the HTML body, or from the text body when there is no HTML
 */
export function extractLinks(html: string | null | undefined, text: string | null | undefined): string[] {
  const found = html
    ? [...html.matchAll(HREF)].map((match) => decodeEntities(match[1] ?? match[2] ?? ""))
    : [...(text ?? "").matchAll(BARE)].map((match) => match[0]);
  const web = found.filter((link) => /^https?:\/\//i.test(link));
  return [...new Set(web)].slice(0, MAX_LINKS);
}

function decodeEntities(value: string): string {
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}
