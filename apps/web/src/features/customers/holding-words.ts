import type { CustomerFile } from "@packpost/core/customer/file/get-file";
import type { CustomerTransaction } from "@packpost/core/customer/file/list-transactions";
import type { Tone } from "#web/components/status/state-vocabulary.ts";

export type ApplicationStatus = CustomerFile["applications"][number]["status"];

/** What becomes of an application, in the team's words; the good one first. */
export const applicationWords: Record<ApplicationStatus, { word: string; tone: Tone; meaning: string }> = {
  approved: {
    ...{ word: "Approved", tone: "spruce" },
    meaning: "They hold the pass. Its mail reaches them while a pet is registered.",
  },
  pending: {
    ...{ word: "Pending", tone: "marigold" },
    meaning: "Nobody has decided on it yet.",
  },
  denied: { ...{ word: "Denied", tone: "red" }, meaning: "They do not get the pass." },
  inactive: {
    ...{ word: "Inactive", tone: "grey" },
    meaning: "They held the pass, and do not any more.",
  },
};

export const applicationOrder = [
  "approved",
  "pending",
  "denied",
  "inactive",
] as const satisfies readonly ApplicationStatus[];

export const transactionWords: Record<CustomerTransaction["kind"], string> = {
  purchase: "Purchase",
  visit: "Visit",
  payment: "Payment",
};
