"use client";

import { AudienceSection } from "#web/features/campaigns/audience/audience-section.tsx";

interface WhoWillReceiveProps {
  campaignId: string;
  isResend: boolean;
  passId: string;
  canExport: boolean;
  canSeeSuppressions: boolean;
  canSend: boolean;
}

/** Who would receive it if it began now, with everything the review has: it is computed again when it begins (C4, C7). */
export function WhoWillReceive({ canSend, ...props }: WhoWillReceiveProps) {
  return <AudienceSection {...props} fieldsWithoutFallback={[]} byHand={false} canTakeOff={canSend} />;
}
