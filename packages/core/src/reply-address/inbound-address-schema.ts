import * as z from "zod";
import { readAddress } from "../address/read-address.ts";

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const domain = new RegExp(`^(?:${label}\\.)+[a-z][a-z0-9-]*[a-z0-9]$`);

/** A token of 26 letters and what joins it: the part before the @ has room for 64 (RFC 5321, 4.5.3.1.1). */
const LONGEST_LOCAL = 64 - 27;

/**
 * Where the provider takes an organisation's mail (V9): a domain ("reply.example.org"), or the mailbox that it gave the server
 * ("451d9b…@inbound.postmarkapp.com"). Empty = it takes none. Browser-safe.
 */
export const inboundAddressSchema = z
  .string()
  .max(1_000)
  .nullable()
  .transform((pasted, context) => {
    const text = (pasted ?? "").trim().toLowerCase().replace(/^@/, "").replace(/\.$/, "");
    if (text === "") return null;
    const fault = text.includes("@") ? faultOfMailbox(text) : faultOfDomain(text);
    if (fault === null) return text;
    context.addIssue({ code: "custom", message: fault });
    return z.NEVER;
  });

function faultOfDomain(text: string): string | null {
  if (text.length > 190) return "At most 190 characters.";
  return domain.test(text)
    ? null
    : "Give a domain such as reply.example.org, or the mailbox that Postmark shows as the inbound address.";
}

function faultOfMailbox(text: string): string | null {
  const read = readAddress(text);
  if (!("key" in read)) return `This is not an email address. ${read.fault}`;
  const local = text.slice(0, text.lastIndexOf("@"));
  if (local.includes("+")) return "Without what stands behind the plus: Packpost puts it there itself.";
  if (local.length > LONGEST_LOCAL) return `Before the @ at most ${LONGEST_LOCAL} characters.`;
  return text.length > 190 ? "At most 190 characters." : null;
}
