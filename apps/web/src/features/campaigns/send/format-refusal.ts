import type { ApproveSendResult } from "@packpost/core/campaign/approval/approve-send";
import type { SendCampaignResult } from "@packpost/core/campaign/send/send-campaign";
import { formatSendingStopped } from "#web/components/page/sending-stopped.ts";
import type { ShownError } from "#web/components/page/shown-error.ts";

/** Now, or at a time. */
export type SendKind = "send" | "schedule";

const effects: Record<SendKind | "approve", string> = {
  send: "Nothing was sent.",
  schedule: "Nothing was scheduled.",
  approve: "Nothing was sent.",
};

/** What a refused send has not done. */
export function formatEffect(kind: SendKind): string {
  return effects[kind];
}

/** The draft is not on the server, so what was confirmed is not what would go out. */
export function formatUnsaved(kind: SendKind): ShownError {
  return {
    message: "The draft could not be saved.",
    effect: effects[kind],
    nextStep: `Look at the notice above the text, then ${kind} again.`,
  };
}

/** Why a send, now or at a time, or its approval was refused, and what to do. */
export function formatRefusal(
  result: SendCampaignResult | ApproveSendResult,
  kind: SendKind | "approve",
): ShownError {
  const effect = effects[kind];
  switch (result.outcome) {
    case "newer_version":
      return {
        message: "The campaign was changed meanwhile, in another tab or by somebody else.",
        effect,
        nextStep: `Reload the page and read it again before you ${kind} it.`,
      };
    case "nobody_to_send_to":
      return { message: "Nobody would receive it.", effect, nextStep: "Look at the reasons below the text." };
    case "pass_retired":
      return {
        message: `“${result.passName}” is retired, and no campaign goes out for it.`,
        effect,
        nextStep: "Choose another pass, or bring this one back under Customers, Passes.",
      };
    case "nobody_to_approve":
      return {
        message:
          "So many people are only written to when a second person approves it, and nobody else here may.",
        effect,
        nextStep: "Invite a second owner or admin, or change that in the settings, under Sending.",
      };
    case "colleague_asked":
      return {
        message: `${result.byName} has asked to send it already.`,
        effect,
        nextStep: "Reload the page: you can approve that.",
      };
    case "sending_stopped":
      return formatSendingStopped(effect);
    case "problems":
      return {
        message: result.problems[0]?.message ?? "The text has a problem.",
        effect,
        nextStep: `Put it right in the ${result.problems[0]?.part === "organisation" ? "settings" : "text"}, then ${kind} again.`,
      };
    default:
      return { message: effect, nextStep: "Reload the page." };
  }
}
