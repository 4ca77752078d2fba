const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The origins a browser may call us from: that of the public URL, and on a developer's machine its loopback aliases.
 *
 * @param appUrl public URL of the web app (APP_URL)
 */
export function allowedOrigins(appUrl: string): string[] {
  const url = new URL(appUrl);
  if (!loopbackHosts.includes(url.hostname)) return [url.origin];
  const port = url.port === "" ? "" : `:${url.port}`;
  return loopbackHosts.map((host) => `${url.protocol}//${host}${port}`);
}

/**
 * Whether a request that changes something comes from our own pages (CSRF).
 * Browsers always say so on a POST: by Origin, the newer ones by Sec-Fetch-Site as well. Programs say neither; they carry no cookie by accident.
 *
 * @param headers the request's headers
 * @param origins see {@link allowedOrigins}
 */
export function isOwnOrigin(headers: Headers, origins: readonly string[]): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  return origin === null || origins.includes(origin);
}
