import { domainToUnicode } from "node:url";

// Scripts whose letters pass for Latin ones (Unicode TR39, "confusables").
const lookAlike = /[\p{scx=Cyrl}\p{scx=Grek}\p{scx=Armn}\p{scx=Cher}\p{scx=Copt}\p{scx=Lisu}\p{scx=Dsrt}]/u;
// Latin letters that no language's everyday spelling needs and that look like plain ones.
const oddLatin = /[\u0131\u0138\u017f\u0250-\u02af\u1d00-\u1dbf]/u;
const asianTogether =
  /^[\p{scx=Latn}\p{N}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{M}-]*$/u;

/**
 * Does this web address hide where it leads (user names before an @, letters of other scripts, bare numbers)?
 * @returns a sentence for the author, or undefined
 */
export function findDisguise(address: string): string | undefined {
  const url = /^https?:/i.test(address) ? URL.parse(address) : null;
  if (url === null || url.hostname === "") return undefined;
  const shown = address.slice(0, 80);
  if (url.username !== "" || url.password !== "" || /^https?:[/\\]+[^/?#]*@/i.test(address)) {
    return `“${shown}” leads to ${url.hostname}: what stands before the @ is only a name. Write the address without it.`;
  }
  if (/^\d+(\.\d+){3}$/.test(url.hostname) || url.hostname.startsWith("[")) {
    return `“${shown}” leads to a number (${url.hostname}) instead of a name. Mail programs take that for fraud.`;
  }
  const host = domainToUnicode(url.hostname);
  const labels = host.split(".");
  const top = labels.at(-1) ?? "";
  return labels.some((label) => isConfusing(label, top))
    ? `“${host}” has letters that look like others (it is ${url.hostname}). Check that this is the page you mean.`
    : undefined;
}

function isConfusing(label: string, top: string): boolean {
  if (/^[\x20-\x7f]*$/.test(label)) return label.startsWith("xn--");
  if (oddLatin.test(label)) return true;
  const hasLatin = /\p{Script=Latin}/u.test(label);
  if (lookAlike.test(label)) return hasLatin || /^[\x20-\x7f]*$/.test(top);
  return (
    hasLatin && /[^\p{scx=Latn}\p{scx=Zyyy}\p{scx=Zinh}\p{N}-]/u.test(label) && !asianTogether.test(label)
  );
}

/**
 * Do a link's words name another site than the one it leads to, as in `[bank.example](https://evil.example)` or
 * `[Visit bank.example now](https://evil.example)`?
 * @param words what is clicked, without Markdown
 */
export function findOtherSite(words: string, address: string): string | undefined {
  const led = hostIn(address);
  if (led === undefined) return undefined;
  const told = words
    .trim()
    .slice(0, mostWords)
    .split(/[\s<>"'“”‘’«»()[\]]+/u)
    .map((word) => word.replace(/[.,;:!?…]+$/u, ""));
  // Among other words `Riverside.Dogs` is a missing blank rather than a host.
  const named = told
    .filter((word) => told.length === 1 || /^(?:https?:|www\.)|\.[\p{Ll}-]{2,}(?:[/:?#]|$)/u.test(word))
    .map(hostIn);
  const other = named.find((host) => host !== undefined && !isSameSite(host, led));
  return other === undefined
    ? undefined
    : `The words name ${other}, but the link leads to ${led}. Mail programs take that for fraud.`;
}

const mostWords = 2_000;

/** The same, or one below the other; names below a suffix that strangers share are not the same site. */
function isSameSite(one: string, other: string): boolean {
  if (one === other) return true;
  const [above, below] = one.length < other.length ? [one, other] : [other, one];
  return below.endsWith(`.${above}`) && !isShared(above);
}

/** `co.uk`, `github.io`: the commonest of the Public Suffix List; anybody can have a name below them. */
function isShared(host: string): boolean {
  return (
    /^(?:ac|co|com|edu|go|gob|gouv|gov|govt|ltd|me|mil|ne|net|nhs|nom|or|org|plc|sch)\.[a-z]{2}$/.test(
      host,
    ) ||
    /^(?:github\.io|gitlab\.io|blogspot\.com|herokuapp\.com|vercel\.app|netlify\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|wixsite\.com|weebly\.com|wordpress\.com|myshopify\.com|square\.site|azurewebsites\.net|cloudfront\.net|onrender\.com|fly\.dev)$/.test(
      host,
    )
  );
}

/** The host of a web address, of a bare domain, or of a mail address that is all of this text. */
function hostIn(text: string): string | undefined {
  const address = /^(?:mailto:)?[^\s@/]+@([^\s@/?]+)/i.exec(text)?.[1];
  const bare = /^(?:https?:[/\\]{2})?((?:[\p{L}\p{M}\p{N}_-]+\.)+[\p{L}\p{M}-]{2,})(?:[:/?#]\S*)?$/iu.exec(
    text,
  )?.[1];
  const host = URL.parse(/^https?:/i.test(text) ? text : `https://${address ?? bare ?? " "}`)?.hostname;
  return host?.includes(".") ? host.replace(/^www\./, "").replace(/\.$/, "") : undefined;
}
