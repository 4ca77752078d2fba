import type pg from "pg";
import type { Caller, Deed } from "./deeds.ts";

/** Mutations of an approval (C7), by an admin. @param of the draft of the deed, and the database's owner */
export function approvalDeeds(
  of: () => { readonly campaignId: string; readonly owner: pg.Pool },
): Record<string, Deed> {
  const requestId = async (caller: Caller) =>
    (await caller.campaign.approval.get({ campaignId: of().campaignId })).request?.id ?? "";
  const ask = async (caller: Caller) => {
    await of().owner.query("update organisation set approval_over = 5");
    await caller.campaign.sending.send({ campaignId: of().campaignId, version: 2, confirmedCount: 30 });
  };
  const asOwner = async (caller: Caller) => {
    await ask(caller);
    await of().owner.query(
      `update send_request set asked_by = owner.id from staff_member owner
       where owner.organisation_id = send_request.organisation_id and owner.role = 'owner' and state = 'waiting'`,
    );
  };
  return {
    "campaign.approval.approve": {
      prepare: asOwner,
      act: async (caller) => caller.campaign.approval.approve({ requestId: await requestId(caller) }),
      action: "campaign.send_approved",
    },
    "campaign.approval.decline": {
      prepare: asOwner,
      act: async (caller) =>
        caller.campaign.approval.decline({ requestId: await requestId(caller), note: "Too many" }),
      action: "campaign.send_declined",
    },
    "campaign.approval.withdraw": {
      prepare: ask,
      act: async (caller) => caller.campaign.approval.withdraw({ requestId: await requestId(caller) }),
      action: "campaign.approval_withdrawn",
    },
  };
}
