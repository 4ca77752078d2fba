import { env } from "#web/env.ts";

const cookie = { name: "packpost.organisation", maxAgeSeconds: 400 * 86_400 };

/** Which of their organisations somebody who works for several looks at in this browser; not trusted: only one of their own is taken. */
export function chosenOrganisation(headers: Headers): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === cookie.name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** Keeps the choice in the browser. */
export function organisationCookie(organisationId: string) {
  return {
    name: cookie.name,
    value: organisationId,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: env.APP_URL.startsWith("https:"),
    maxAge: cookie.maxAgeSeconds,
  } as const;
}

/** The same as a header. */
export function organisationCookieHeader(organisationId: string): string {
  const { name, value, path, maxAge, secure } = organisationCookie(organisationId);
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
