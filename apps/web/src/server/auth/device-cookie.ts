import type { createAuthMiddleware } from "better-auth/api";
import { env } from "#web/env.ts";
import { deviceCookie, type KnownDevice, knows, readDevice, rememberAccount } from "./known-device.ts";

/** A request to better-auth, in a hook or an endpoint. */
export type AuthRequest = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Attributes of what only the server reads. */
export const hiddenCookie = (maxAge: number) => ({
  httpOnly: true,
  sameSite: "lax" as const,
  secure: env.APP_URL.startsWith("https:"),
  path: "/",
  maxAge,
});

/** The browser's mark, where it has signed in to this very account before. */
export async function knownDeviceOf(request: AuthRequest, email: string): Promise<string | null> {
  const device = await readDeviceOf(request);
  return device !== null && knows(device, email) ? device.id : null;
}

/** Has the browser remember that the account was signed in to in it. */
export async function rememberDevice(request: AuthRequest, email: string): Promise<void> {
  const value = rememberAccount(await readDeviceOf(request), email);
  const { name, maxAgeSeconds } = deviceCookie;
  await request.setSignedCookie(name, value, request.context.secret, hiddenCookie(maxAgeSeconds));
}

async function readDeviceOf(request: AuthRequest): Promise<KnownDevice | null> {
  return readDevice(await request.getSignedCookie(deviceCookie.name, request.context.secret));
}
