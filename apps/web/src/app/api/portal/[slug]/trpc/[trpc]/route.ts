import type { PortalSession } from "@packpost/core/portal/sign-in/find-session";
import { answerCalls } from "#web/server/calls/answer-calls.ts";
import { receiveCalls } from "#web/server/calls/receive-calls.ts";
import { portalOf } from "#web/server/portal/find-customer.ts";
import { portalPlaces } from "#web/server/portal/portal-places.ts";
import { createPortalRequest } from "#web/server/portal/portal-request.ts";
import { portalRouter } from "#web/server/portal/portal-router.ts";

interface RouteContext {
  params: Promise<{ slug: string }>;
}

/** The procedures of an organisation's customers' pages. */
async function handle(request: Request, { params }: RouteContext): Promise<Response> {
  const { slug } = await params;
  const portal = await portalOf(slug);
  if (portal === null) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const requestId = crypto.randomUUID();
  const context = createPortalRequest(request.headers, portal, requestId);
  const owner = ({ customerId }: PortalSession) => ({
    organisationId: portal.organisationId,
    personId: customerId,
  });
  return answerCalls(request, {
    endpoint: `/api/portal/${slug}/trpc`,
    requestId,
    router: portalRouter,
    findCaller: context.findCustomer,
    takePlace: (customer) => portalPlaces.take(owner(customer)),
    receive: (customer) => receiveCalls(request, owner(customer), "customers"),
    createContext: (enter) => ({ ...context, enter }),
  });
}

export const dynamic = "force-dynamic";
export { handle as GET, handle as POST };
