import type { QueuePreviewResult } from "@packpost/core/delivery/queue-preview";
import { formatSendingStopped } from "#web/components/page/sending-stopped.ts";
import type { ShownError } from "#web/components/page/shown-error.ts";

const effect = "Nothing was sent.";

/**
 * Why a preview was not sent, in words.
 * @param zone the organisation's, for times
 */
export function formatRefusal(
  result: Exclude<QueuePreviewResult, { outcome: "queued" }>,
  zone: string,
): ShownError {
  switch (result.outcome) {
    case "bad_addresses":
      return {
        message: `Not an email address: ${result.entries.map(({ text, fault }) => `${text} (${fault})`).join(", ")}`,
        effect,
        nextStep: "Correct or remove it.",
      };
    case "refused_addresses":
      return {
        message: `No campaign may go to ${result.refused.map(({ address, why }) => `${address} (${why})`).join(", ")}, so no preview of one either.`,
        effect,
        nextStep: "Take it out and send again.",
      };
    case "no_addresses":
      return { message: "There is no address.", effect, nextStep: "Type one." };
    case "too_many_addresses":
      return { message: `At most ${result.most} addresses at once.`, effect, nextStep: "Remove some." };
    case "hourly_limit": {
      const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(
        result.freeAt,
      );
      return {
        message: "One person can send 30 previews an hour.",
        effect,
        nextStep:
          result.left === 0
            ? `You can send the next one at ${time}.`
            : `You can send to ${result.left} more now, and to others from ${time}.`,
      };
    }
    case "problems":
      return {
        message: result.problems[0]?.message ?? "The text has a problem.",
        effect,
        nextStep: "Put it right in the text, then send again.",
      };
    case "newer_version":
      return {
        message: "Somebody has changed the campaign meanwhile.",
        effect,
        nextStep: "Reload the page, then send the preview.",
      };
    case "sending_stopped":
      return formatSendingStopped(effect);
  }
}
