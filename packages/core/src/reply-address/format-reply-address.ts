/**
 * The address at which a token is answered (V9).
 * @param inboundAddress the organisation's: a domain, or a mailbox that the provider gave it
 */
export function formatReplyAddress(inboundAddress: string, token: string): string {
  const at = inboundAddress.lastIndexOf("@");
  return at < 0
    ? `${token}@${inboundAddress}`
    : `${inboundAddress.slice(0, at)}+${token}${inboundAddress.slice(at)}`;
}
