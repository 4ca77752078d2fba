import type { TestWeb } from "./open-web.ts";

type Caller = Awaited<ReturnType<TestWeb["as"]>>;
type Call = (caller: Caller, target: { campaignId: string; customerId: string }) => Promise<unknown>;

/** Calls of the audit (O3) and of approvals (C7). */
export const auditCalls: Record<string, Call> = {
  "audit.list": (caller) => caller.audit.list({}),
  "audit.get": (caller, { customerId }) => caller.audit.get({ entryId: customerId }),
  "audit.doers": (caller) => caller.audit.doers(),
  "campaign.approval.get": (caller, { campaignId }) => caller.campaign.approval.get({ campaignId }),
  "campaign.approval.approve": (caller, { campaignId: requestId }) =>
    caller.campaign.approval.approve({ requestId }),
  "campaign.approval.decline": (caller, { campaignId: requestId }) =>
    caller.campaign.approval.decline({ requestId, note: "Too many" }),
  "campaign.approval.withdraw": (caller, { campaignId: requestId }) =>
    caller.campaign.approval.withdraw({ requestId }),
};
