import type { Translator } from "@packpost/core/messages/translator";
import { translatorOf } from "@packpost/core/messages/translator-of";
import type { Portal } from "@packpost/core/organisation/find-portal";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { wantedLanguage } from "#web/server/language/wanted-language.ts";
import { takePagePlace } from "#web/server/page-places.ts";
import { portalOf } from "./find-customer.ts";
import { createPortalCallerFactory, type PortalRequest } from "./portal-procedures.ts";
import { createPortalRequest } from "./portal-request.ts";
import { portalRouter } from "./portal-router.ts";

const createCaller = createPortalCallerFactory(portalRouter);

interface PagePortal {
  readonly portal: Portal;
  readonly request: PortalRequest;
  /** Our words in the reader's language. */
  readonly t: Translator;
  /** The procedures as the page's reader calls them. */
  readonly caller: ReturnType<typeof createCaller>;
}

/** For pages: whose pages they are, and who reads them; asked once a request. Nobody's → the not-found page. */
export const getPagePortal = cache(async (slug: string): Promise<PagePortal> => {
  const incoming = await headers();
  const portal = await portalOf(slug);
  if (portal === null) notFound();
  const request = createPortalRequest(incoming, portal, incoming.get("x-request-id") ?? crypto.randomUUID());
  const customer = await request.findCustomer();
  if (customer !== null) await takePagePlace("customers", portal.organisationId, customer.customerId);
  const language = wantedLanguage(incoming, customer?.language ?? null, portal.language);
  return { portal, request, t: translatorOf(language), caller: createCaller(request) };
});
