/** A Message-ID of ours, without its angle brackets: what it is of, at the sender's domain (T40). */
export function formatMailId(local: string, senderEmail: string): string {
  return `${local}@${senderEmail.slice(senderEmail.lastIndexOf("@") + 1)}`;
}
