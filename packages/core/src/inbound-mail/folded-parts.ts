import { Parser } from "htmlparser2";

/** What of a mail's part says whether it is a picture of its signature. */
interface Part {
  readonly place: number;
  readonly contentId: string | null;
  readonly bytes: number;
}

/** So much HTML is read, in characters. */
const LONGEST = 500_000;
/** A logo or an icon: nobody's photograph is as small, in pixels and bytes. */
const LOGO = { width: 240, height: 100, bytes: 8_000 };

const signature = /\b(?:gmail_signature|moz-signature|apple-signature|protonmail_signature_block)\b/i;
const signatureIds = /^(?:x_)*(?:signature|ms-outlook-mobile-signature|applemailsignature)$/i;
const quoted =
  /\b(?:gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote|OutlookMessageHeader)\b/i;
/** From here on all of the mail is what it answers, or its program's signature. */
const restIds = /^(?:x_)*(?:divRplyFwdMsg|appendonsend|reply-intro|_MailAutoSig|_MailOriginal)$/i;
const restClasses = /\bmoz-cite-prefix\b/i;
/** The line that Outlook draws above the mail it answers. */
const outlookLine = /border-top:\s*solid #(?:E1E1E1|B5C4DF) 1(?:\.0)?pt/i;

/**
 * Which parts of a mail belong to what it quotes or to a signature (T45): pictures that its text names there alone, and logos. They are
 * shown with the quoted text; every other part is an attachment.
 * @returns their places
 */
export function foldedParts(html: string, parts: readonly Part[]): ReadonlySet<number> {
  const named = picturesOf(html.slice(0, LONGEST));
  const folded = parts.filter(({ contentId, bytes }) => {
    const places = contentId === null ? undefined : named.get(keyOf(contentId));
    if (places === undefined) return false;
    return places.every((place) => place.folded) || places.some(({ logo }) => logo) || bytes <= LOGO.bytes;
  });
  return new Set(folded.map(({ place }) => place));
}

const keyOf = (contentId: string) => contentId.replace(/^<|>$/g, "").toLowerCase();

/** By content id: each place where a mail's HTML shows it. */
function picturesOf(html: string): Map<string, { folded: boolean; logo: boolean }[]> {
  const named = new Map<string, { folded: boolean; logo: boolean }[]>();
  const open: boolean[] = [];
  let inside = 0;
  let rest = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      const { id = "", class: classes = "", style = "", name: anchor = "" } = attributes;
      rest ||=
        restIds.test(id) || restIds.test(anchor) || restClasses.test(classes) || outlookLine.test(style);
      const folds =
        name === "blockquote" || signature.test(classes) || signatureIds.test(id) || quoted.test(classes);
      open.push(folds);
      if (folds) inside += 1;
      const [, contentId] = /^cid:(.+)$/i.exec(attributes.src ?? "") ?? [];
      if (contentId === undefined) return;
      const key = keyOf(decoded(contentId));
      const place = { folded: rest || inside > 0, logo: isLogo(attributes) };
      named.set(key, [...(named.get(key) ?? []), place]);
    },
    onclosetag() {
      if (open.pop()) inside -= 1;
    },
  });
  parser.write(html);
  parser.end();
  return named;
}

/** As small as its own mail says that it is to be drawn. */
function isLogo({ width = "", height = "", style = "" }: Record<string, string>): boolean {
  const px = (attribute: string, property: RegExp) =>
    Number.parseFloat(property.exec(style)?.[1] ?? attribute) || Number.POSITIVE_INFINITY;
  const across = px(width, /(?:^|[;\s])width:\s*([\d.]+)px/i);
  const down = px(height, /(?:^|[;\s])height:\s*([\d.]+)px/i);
  return across <= LOGO.width && down <= LOGO.height;
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
