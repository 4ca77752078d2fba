/**
 * Where the provider of texts calls for an organisation: with what came in, or what became of ours.
 * @param at.apiUrl public address of the api process, without a slash at its end
 * @param at.secret of its texting: no stranger knows the address
 */
export function textWebhookUrl(
  at: { readonly apiUrl: string; readonly organisationId: string; readonly secret: string },
  what: "inbound" | "status",
): string {
  return `${at.apiUrl}/webhooks/twilio/${at.organisationId}/${at.secret}/${what}`;
}
