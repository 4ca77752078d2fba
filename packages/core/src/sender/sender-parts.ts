import * as z from "zod";

/** What of a sender's domain is looked at (C17), in the order in which it is shown. */
export const senderPartSchema = z.object({
  part: z.enum(["owner", "dkim", "return_path", "spf", "dmarc"]),
  state: z.enum(["ok", "missing", "unknown"]),
  providerMessage: z.string().optional(),
  record: z.object({ type: z.enum(["TXT", "CNAME"]), host: z.string(), value: z.string() }).optional(),
});
export type SenderPart = z.infer<typeof senderPartSchema>;

export const senderPartNames: Record<SenderPart["part"], string> = {
  owner: "your organisation's record",
  dkim: "DKIM",
  return_path: "return path",
  spf: "SPF",
  dmarc: "DMARC",
};

/** Missing; or of whom the domain is could not be asked, which nobody can be given the benefit of. */
export function isHeldAgainst({ part, state }: SenderPart): boolean {
  return state === "missing" || (part === "owner" && state !== "ok");
}

/** The domain of a sender's address, as it is looked up. */
export function domainOf(email: string): string {
  return email
    .slice(email.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
}
