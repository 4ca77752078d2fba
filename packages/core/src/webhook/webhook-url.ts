/**
 * Where the provider of mail reports for an organisation; what comes in goes to `/inbound` below it.
 * @param at.apiUrl public address of the api process, without a slash at its end
 */
export function webhookUrl(at: { readonly apiUrl: string; readonly organisationId: string }): string {
  return `${at.apiUrl}/webhooks/postmark/${at.organisationId}`;
}
