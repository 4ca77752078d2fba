/** Networks and names that nobody outside reaches. @source RFC 1918, RFC 4193, RFC 6761, RFC 6762 */
const unreachable =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.|\[(?:::1?|f[cd][\da-f]{2}:.*|fe[89ab][\da-f]:.*|::ffff:.*)\]$)|\.(?:localhost|local|internal|lan|home|test|invalid)$/;

/**
 * Why links to an address cannot stand in mails to real people: they must open for anybody, for ever, and mailbox providers
 * take a one-click unsubscribe by https alone (RFC 8058, 3.1).
 * @param appUrl public address of the web app (APP_URL)
 * @returns a sentence that says what to set; undefined when it will do
 */
export function explainUnusableAddress(appUrl: string): string | undefined {
  const { protocol, hostname } = new URL(appUrl);
  const host = hostname.replace(/\.$/, "");
  const isPublic = (host.includes(".") || host.startsWith("[")) && !unreachable.test(host);
  if (protocol === "https:" && isPublic) return undefined;
  const why = isPublic ? "is not https" : "can be opened on this machine or network only";
  return `${appUrl} ${why}, and its links would stand in mails to real people: set APP_URL to the public https address of the web app, such as https://mail.example.org.`;
}
