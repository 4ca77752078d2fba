import type { OrganisationId } from "@packpost/db/organisation-id";
import { mintUnsubscribeToken } from "./token.ts";

/**
 * The two unsubscribe addresses of a recipient: the page of the visible link, and the one-click address of the header
 * (RFC 8058): a POST unsubscribes, a GET leads to the page.
 * @param options.appUrl public address of the web app
 */
export function createUnsubscribeUrls(options: {
  readonly appUrl: string;
  readonly authSecret: string;
  readonly organisationId: OrganisationId;
}): (recipientId: string) => { page: string; oneClick: string } {
  const base = options.appUrl.replace(/\/+$/, "");
  return (recipientId) => {
    const claim = { organisationId: options.organisationId, recipientId };
    const token = mintUnsubscribeToken(claim, options.authSecret);
    return { page: `${base}/u/${token}`, oneClick: `${base}/api/unsubscribe/${token}` };
  };
}

/** Where the unsubscribe link of a preview or copy leads: a page that says that it is nobody's. */
export function previewUnsubscribeUrl(appUrl: string): string {
  return `${appUrl.replace(/\/+$/, "")}/u/preview`;
}
