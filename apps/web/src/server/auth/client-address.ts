import { getIPFromHeader } from "@better-auth/core/utils/ip";
import { env } from "#web/env.ts";

/**
 * Where a request comes from, as the proxies say that this installation trusts (TRUSTED_PROXIES). Without one nobody can
 * be told apart: the header could say anything, and Next does not show the connection's own address.
 *
 * @returns an IPv4 address or an IPv6 network of 64 bits; null when it is not known
 */
export function clientAddress(headers: Headers): string | null {
  const forwarded = headers.get("x-forwarded-for");
  if (forwarded === null || env.TRUSTED_PROXIES.length === 0) return null;
  return getIPFromHeader(forwarded, { ipv6Subnet: 64, trustedProxies: env.TRUSTED_PROXIES });
}

/**
 * The network that a session begins in, for its owner to recognise: 24 bits of an IPv4 address, 48 of an IPv6 one. Nobody's whole
 * address is kept.
 * @returns "203.0.113.x" or "2001:db8:1::"; empty when it is not known
 */
export function coarseNetwork(headers: Headers | null): string {
  const address = headers === null ? null : clientAddress(headers);
  if (address === null) return "";
  if (address.includes(".")) return address.replace(/\.\d+$/, ".x");
  const groups = address.split("::", 1)[0]?.split(":").slice(0, 3) ?? [];
  return `${groups.join(":")}::`;
}
