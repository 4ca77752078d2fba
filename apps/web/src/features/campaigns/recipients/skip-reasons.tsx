import { explainAddress } from "@packpost/core/address/explain-address";
import type { ReasonCode } from "@packpost/core/audience/reasons";
import { ToneBadge } from "#web/components/status-badge.tsx";
import { reasonWords } from "#web/features/campaigns/audience/reason-words.ts";
import { FixLink } from "./fix-link.tsx";
import classes from "./recipient-panel.module.css";

interface SkipReasonsProps {
  reasons: readonly ReasonCode[];
  email: string | null;
  canSeeSuppressions: boolean;
}

/** All reasons why somebody was skipped, what each means, and what helps (C4). */
export function SkipReasons({ reasons, email, canSeeSuppressions }: SkipReasonsProps) {
  return (
    <ul className={classes.reasons} aria-label="Reasons">
      {reasons.map((code) => {
        const { word, tone, meaning, fix } = reasonWords[code];
        return (
          <li key={code}>
            <ToneBadge tone={tone}>{word}</ToneBadge>
            <span>
              {meaning} {code === "invalid_email" && email !== null && explainAddress(email)}{" "}
              {fix !== null && <b>{fix}.</b>} {canSeeSuppressions && <FixLink reason={code} email={email} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
