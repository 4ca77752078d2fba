import { randomBytes } from "node:crypto";
import { SESSION_DAYS } from "@packpost/core/portal/sign-in/begin-session";
import { hashOf } from "@packpost/core/portal/sign-in/sign-in-code";
import { env } from "#web/env.ts";
import { readCookie } from "#web/server/http/read-cookie.ts";

const DAY_SECONDS = 86_400;
const browserCookie = "packpost.portal-browser";

/** One for each organisation: somebody may be a customer of several. */
const sessionCookie = (slug: string) => `packpost.portal.${slug}`;

/** What a browser shows of who is signed in to an organisation's pages; not trusted. */
export function readSessionToken(headers: Headers, slug: string): string | null {
  return readCookie(headers, sessionCookie(slug));
}

/** Keeps a session in the browser. */
export function sessionCookieOf(slug: string, token: string): string {
  return writeCookie(sessionCookie(slug), token, SESSION_DAYS * DAY_SECONDS);
}

/** A browser's own mark: by it a link knows where it was asked for (T47). It says nothing of anybody. */
export interface BrowserMark {
  readonly hash: string;
  /** What gives the browser one; none when it has. */
  readonly cookie: string | null;
}

/** The browser's mark, a new one where it has none. */
export function browserMarkOf(headers: Headers): BrowserMark {
  const known = readCookie(headers, browserCookie);
  if (known !== null && /^[\w-]{32}$/.test(known)) return { hash: hashOf(known), cookie: null };
  const made = randomBytes(24).toString("base64url");
  return { hash: hashOf(made), cookie: writeCookie(browserCookie, made, 400 * DAY_SECONDS) };
}

function writeCookie(name: string, value: string, maxAgeSeconds: number): string {
  const secure = env.APP_URL.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
