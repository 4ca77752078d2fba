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
  const fault = faultOf(appUrl);
  return fault === undefined
    ? undefined
    : `${appUrl} ${fault}, and its links would stand in mails to real people: set APP_URL to the public https address of the web app, such as https://mail.example.org.`;
}

/**
 * Why a provider cannot report to an address: it reaches public ones alone, and its password must not be read on the way.
 * @param apiUrl public address of the api process (API_URL)
 * @returns a sentence that says what to set; undefined when it will do
 */
export function explainUnreachableApi(apiUrl: string): string | undefined {
  const fault = faultOf(apiUrl);
  return fault === undefined
    ? undefined
    : `${apiUrl} ${fault}, and the provider reports there with a password: set API_URL to the public https address of the api, such as https://api.example.org.`;
}

function faultOf(url: string): string | undefined {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/\.$/, "");
  const isPublic = (host.includes(".") || host.startsWith("[")) && !unreachable.test(host);
  if (!isPublic) return "can be opened on this machine or network only";
  return protocol === "https:" ? undefined : "is not https";
}
