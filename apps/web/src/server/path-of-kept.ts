/**
 * Where the page of a merged record leads (P11): the same part, with what was chosen there, of the one that was kept.
 * @param path of the old page, with its query
 */
export function pathOfKept(path: string, merged: string, kept: string): string {
  const { pathname, searchParams } = new URL(path, "http://page.invalid");
  const old = `/customers/${merged}/`;
  const part = pathname.startsWith(old) ? `/${pathname.slice(old.length)}` : "";
  searchParams.set("merged", merged);
  return `/customers/${kept}${part}?${searchParams}`;
}
