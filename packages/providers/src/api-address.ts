/** Only https: a key and whole messages go there. */
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * What is wrong with the address of a provider (POSTMARK_API_URL, TWILIO_API_URL), or undefined (ARCHITECTURE.md
 * "Environment"): https, or, outside production mode alone, a provider of one's own on this machine.
 */
export function explainApiAddress(address: string, mode: string): string | undefined {
  const { protocol, hostname } = new URL(address);
  if (loopback.test(hostname))
    return mode === "production"
      ? "an address of this machine is for development: unset it, or set NODE_ENV to development"
      : undefined;
  return protocol === "https:" ? undefined : "must be https: the account's key goes there";
}
