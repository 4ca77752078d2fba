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
