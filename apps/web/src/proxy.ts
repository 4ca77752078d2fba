import { type NextRequest, NextResponse } from "next/server";
import { env } from "#web/env.ts";
import { isReadableForm } from "#web/server/http/is-readable-form.ts";

/** Pages only: request id, path for "back to where you wanted to go", and the content security policy with its nonce. No authorisation here. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  // Next would answer 500.
  if (!isReadable(request.nextUrl.pathname)) return new NextResponse(null, { status: 404 });
  if (!(await isReadableForm(request))) return new NextResponse(null, { status: 400 });
  if (request.nextUrl.pathname.startsWith("/pictures/")) return NextResponse.next();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const requestId = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy); // Next reads the nonce for its own scripts from here
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  if (isHttps()) response.headers.set("strict-transport-security", "max-age=31536000");
  return response;
}

/** Whether an address's percent signs stand for letters. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function isHttps(): boolean {
  return env.APP_URL.startsWith("https:");
}

function contentSecurityPolicy(nonce: string): string {
  const development = env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'", // Mantine sets CSS variables in style attributes; mail previews carry their styles there
    "img-src 'self' data: blob: https:", // pictures in mail previews come from the author's server
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

export const config = {
  matcher: [{ source: "/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)" }],
};
