import type { Staff } from "#web/server/auth/find-staff.ts";
import { answerCalls } from "#web/server/calls/answer-calls.ts";
import { callPlaces } from "#web/server/calls/call-places.ts";
import { receiveCalls } from "#web/server/calls/receive-calls.ts";
import { createContext } from "#web/server/context.ts";
import { appRouter } from "#web/server/router.ts";

/** The procedures of the staff's pages. */
function handle(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID();
  const context = createContext(request.headers, requestId);
  const owner = ({ organisationId, staffMemberId }: Staff) => ({ organisationId, personId: staffMemberId });
  return answerCalls(request, {
    endpoint: "/api/trpc",
    requestId,
    router: appRouter,
    findCaller: context.findStaff,
    takePlace: (staff) => callPlaces.take(owner(staff)),
    receive: (staff) => receiveCalls(request, owner(staff)),
    createContext: (enter) => ({ ...context, enter }),
  });
}

export const dynamic = "force-dynamic";
export { handle as GET, handle as POST };
