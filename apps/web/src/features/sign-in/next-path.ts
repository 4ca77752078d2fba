const base = "https://packpost.invalid";

/**
 * Where to go after signing in: only a path of this site, never another site (open redirect).
 *
 * @param wanted the `next` parameter as it came
 */
export function nextPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith("/") || !URL.canParse(wanted, base)) return "/";
  const url = new URL(wanted, base);
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}
