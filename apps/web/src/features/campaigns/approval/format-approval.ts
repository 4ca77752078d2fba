import type { ApproveSendResult } from "@packpost/core/campaign/approval/approve-send";
import type { Approval } from "@packpost/core/campaign/approval/get-approval";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { formatRefusal } from "../send/format-refusal.ts";

type Request = NonNullable<Approval["request"]>;

/** Why an approval would not hold any more, and what to do. */
export function formatVoid(request: Pick<Request, "voidReason" | "askedBy">): string | null {
  switch (request.voidReason) {
    case "edited":
      return "It was changed after the approval was asked for, so it has to be asked for again: press Send or Schedule.";
    case "time_passed":
      return "Its time came before anybody had approved it, so it was not sent. Choose another time and ask again.";
    case "asker_left":
      return `${request.askedBy.name}, who asked to send it, may not send any more. Somebody else can ask.`;
    default:
      return null;
  }
}

/** Why nothing came of an approval. */
export function formatNotApproved(
  result: Exclude<ApproveSendResult, { outcome: "scheduled" | "audience_changed" }>,
): ShownError {
  const effect = "Nothing was sent.";
  switch (result.outcome) {
    case "settled":
      return {
        message:
          result.state === "approved"
            ? `${result.byName ?? "Somebody"} was faster: it is approved.`
            : result.state === "withdrawn"
              ? "Whoever asked has taken the question back."
              : result.state === "declined"
                ? `${result.byName ?? "Somebody"} has declined it.`
                : "It was changed since, so it has to be asked for again.",
        nextStep: "Look at where it stands now.",
      };
    case "own_request":
      return { message: "Somebody else has to approve what you asked to send.", effect };
    case "time_passed":
      return {
        message: "Its time has passed.",
        effect,
        nextStep: "Whoever asked chooses another time and asks again.",
      };
    case "asker_left":
      return {
        message: "Whoever asked may not send any more.",
        effect,
        nextStep: "Ask to send it yourself.",
      };
    case "already_sending":
      return { message: "It is being sent already.", nextStep: "Look at where it stands now." };
    default:
      return formatRefusal(result, "approve");
  }
}
