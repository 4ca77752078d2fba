import type { EmailAgent } from "@packpost/providers/email-event";

/** Devices that people call by their name. */
const named = /\b(iPhone|iPad|Android)\b/i;
const proper: Record<string, string> = { iphone: "iPhone", ipad: "iPad", android: "Android" };

/**
 * With what somebody read or clicked, in a few words: "iPhone", "Outlook on Windows 10"; null where the provider does not
 * say. At most 100 characters.
 */
export function deviceOf(agent: EmailAgent | undefined): string | null {
  if (agent === undefined) return null;
  const { client, os, platform, userAgent } = agent;
  const [device] = named.exec([os, client, userAgent].filter(Boolean).join(" ")) ?? [];
  if (device !== undefined) return proper[device.toLowerCase()] ?? device;
  const program = known(client);
  const system = known(os) ?? known(platform)?.toLowerCase();
  const words = program === undefined ? system : system === undefined ? program : `${program} on ${system}`;
  return words?.slice(0, 100) ?? null;
}

/** Postmark says "Unknown" where it does not know. */
function known(part: string | undefined): string | undefined {
  return part === undefined || part.trim() === "" || /^unknown$/i.test(part) ? undefined : part.trim();
}
