"use client";

import { consentCodes } from "@packpost/core/audience/reasons";
import type { RecipientExplanation } from "@packpost/core/campaign/report/explain-recipient";
import { formatReason } from "#web/components/status/reason-words.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";

/** Whether what happened with this mail still keeps campaigns from the person, who may have come back since (C14, C18). */
export function ReachNow({ recipient }: { recipient: RecipientExplanation }) {
  const zone = useOrganisationZone();
  if (!isAboutConsent(recipient)) return null;
  if (recipient.reach.length === 0) return <p>That no longer applies: campaigns can reach them again.</p>;
  const words = recipient.reach.map((reason) => formatReason(reason, new Date(), zone));
  return (
    <p>
      They get no campaigns now: <b>{words.join(", ")}</b>.
    </p>
  );
}

/** Whether the mail ended in, or was kept back by, something that people or mail servers said. */
function isAboutConsent({ status, bounce, reasons }: RecipientExplanation): boolean {
  if (status === "skipped") return reasons.some(({ code }) => consentCodes.some((one) => one === code));
  return (
    status === "unsubscribed" || status === "spam_complaint" || (status === "bounced" && bounce === "hard")
  );
}
