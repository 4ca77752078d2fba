const MAX_LINKS = 20;
const ANCHOR = /<a\b[^>]*>/gi;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
/** Postmark leaves such a link alone: it is neither rewritten nor does its click become an event. */
const UNTRACKED = /\sdata-pm-no-track\b/i;
const BARE = /https?:\/\/[^\s<>"')\]]+/gi;

/**
 * The web links of a mail that are tracked when its reader clicks them, without repeats, at most 20.
 * @returns from the HTML body, or from the text body when there is no HTML
 */
export function extractLinks(html: string | null | undefined, text: string | null | undefined): string[] {
  const found = html
    ? [...html.matchAll(ANCHOR)].flatMap(([anchor]) => (UNTRACKED.test(anchor) ? [] : [addressOf(anchor)]))
    : [...(text ?? "").matchAll(BARE)].map((match) => match[0]);
  const web = found.filter((link) => /^https?:\/\//i.test(link));
  return [...new Set(web)].slice(0, MAX_LINKS);
}

/** The address of an opening `<a …>` tag; empty when it has none. */
function addressOf(anchor: string): string {
  const match = HREF.exec(anchor);
  return decodeEntities(match?.[1] ?? match?.[2] ?? "");
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
