import type { SuppressionReason } from "@packpost/core/suppression/enums";
import type { SuppressionSync } from "@packpost/core/suppression/get-suppression-sync";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import type { Tone } from "#web/components/status/state-vocabulary.ts";

/** Why an address or domain is not written to. */
export const suppressionLabels: Record<SuppressionReason, { word: string; tone: Tone; meaning: string }> = {
  hard_bounce: {
    word: "Hard bounce",
    tone: "red",
    meaning: "A mail came back for good: the mailbox does not exist, or no longer takes mail.",
  },
  complaint: { word: "Spam complaint", tone: "red", meaning: "The person marked a mail as spam." },
  by_hand: {
    word: "Blocked by hand",
    tone: "marigold",
    meaning: "Somebody of your team, or of the mail provider, blocked it.",
  },
};

/** What has been blocked, and whom it keeps from campaigns. */
export function formatBlocked({ shown, people }: { shown: string; people: number }): string {
  if (people === 0) return `${shown} is blocked. None of your customers has it today.`;
  return `${shown} is blocked: ${formatPeople(people)} ${people === 1 ? "gets" : "get"} no campaign.`;
}

/** What the last comparison with the provider came to, in one sentence each. */
export function formatSync(sync: SuppressionSync): string[] {
  const { providerCount, taken, given, lifted, refused, onlyHere } = sync;
  const moved = [
    taken > 0 ? `${formatCount(taken)} taken over from the provider` : null,
    given > 0 ? `${formatCount(given)} told to the provider` : null,
    lifted > 0 ? `${formatCount(lifted)} lifted there too` : null,
  ].filter((words) => words !== null);
  return [
    `The provider blocks ${formatCount(providerCount)} ${providerCount === 1 ? "address" : "addresses"}.`,
    moved.length === 0 ? "Nothing was different." : `${moved.join(", ")}.`,
    refused > 0 ? `${formatCount(refused)} not lifted: the provider does not allow it.` : null,
    onlyHere > 0 ? `${formatCount(onlyHere)} stand here alone; they stay blocked.` : null,
  ].filter((words) => words !== null);
}
