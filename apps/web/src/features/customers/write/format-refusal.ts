import type { SendEmailOutcome } from "@packpost/core/customer/write/send-email";
import type { SendEmailAgainOutcome } from "@packpost/core/customer/write/send-email-again";
import { formatLacked } from "#web/components/markdown/format-missing.ts";
import { formatSendingStopped } from "#web/components/page/sending-stopped.ts";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { formatReason } from "#web/components/status/reason-words.ts";

const effect = "Nothing was sent.";

/**
 * Why an individual email was not sent, in words.
 * @param person.name of whom it was for
 * @param person.zone the organisation's, for dates
 */
export function formatRefusal(
  result: Exclude<SendEmailOutcome | SendEmailAgainOutcome, { outcome: "queued" | "earlier_wording_sent" }>,
  { name, zone }: { readonly name: string; readonly zone: string },
): ShownError {
  switch (result.outcome) {
    case "barred":
      return {
        message: `No mail can go to ${name}: ${result.barriers.map((reason) => formatReason(reason, new Date(), zone)).join(" · ")}.`,
        effect,
        nextStep: "Put the address right, or write to them in Messages.",
      };
    case "other_address":
      return {
        message: `The address is ${result.to} by now: somebody has changed it.`,
        effect,
        nextStep: "Press Send again to send it there.",
      };
    case "problems":
      return {
        message: result.problems[0]?.message ?? "The text is too large or too tangled to be sent.",
        effect,
        nextStep: "Put it right in the text, then send again.",
      };
    case "missing":
      return {
        message: `${name} has ${new Intl.ListFormat("en").format(result.fields.map(formatLacked))}: there would be a gap in the mail.`,
        effect,
        nextStep: "Write something else in its place, or a fallback such as {{first_name|there}}.",
      };
    case "not_failed":
      return { message: "This mail has not failed any more.", effect, nextStep: "Reload the page." };
    case "hourly_limit":
      return {
        message: "One person can write 100 single mails an hour.",
        effect,
        nextStep: `You can send the next one at ${new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(result.freeAt)}. To many at once goes a campaign.`,
      };
    case "sending_stopped":
      return formatSendingStopped(effect);
  }
}
