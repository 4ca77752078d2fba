import type { SendCampaignResult } from "@packpost/core/campaign/send-campaign";
import type { ShownError } from "#web/components/shown-error.ts";

/** Why a send, now or at a time, was refused, and what to do. */
export function wordRefusal(result: SendCampaignResult): ShownError {
  switch (result.outcome) {
    case "newer_version":
      return {
        message: "The campaign was changed meanwhile, in another tab or by somebody else.",
        effect: "Nothing was sent.",
        nextStep: "Reload the page and read it again before you send it.",
      };
    case "nobody_to_send_to":
      return {
        message: "Nobody would receive it.",
        effect: "Nothing was sent.",
        nextStep: "Look at the reasons below the text.",
      };
    case "sending_stopped":
      return {
        message: "Sending is switched off for your organisation.",
        effect: "Nothing was sent.",
        nextStep: "An owner or admin can switch it on again in the settings.",
      };
    case "problems":
      return {
        message: result.problems[0]?.message ?? "The text has a problem.",
        effect: "Nothing was sent.",
        nextStep: `Put it right in the ${result.problems[0]?.part === "organisation" ? "settings" : "text"}, then send again.`,
      };
    default:
      return { message: "Nothing was sent.", nextStep: "Reload the page." };
  }
}
