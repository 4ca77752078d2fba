import { type Counted, limitsOf } from "#web/server/limits.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/**
 * How often what may be done at the door of the customers' pages, in so many seconds (T48). `browser`: one in which this mailbox has
 * signed in before; its tries are its own, so that strangers, who share the mailbox's, lock nobody out of it. A link needs no try.
 */
const limits = {
  ask_browser: [10, 15 * MINUTE],
  ask_mailbox: [5, 15 * MINUTE],
  ask_mailbox_day: [20, DAY],
  ask_network: [30, 15 * MINUTE],
  ask_organisation: [1_000, 15 * MINUTE],
  code_browser: [10, 15 * MINUTE],
  code_mailbox: [20, DAY],
  code_network: [60, 15 * MINUTE],
  code_organisation: [100, 60 * MINUTE],
} as const;
const { count, giveBack } = limitsOf("portal", limits, "That was tried too often.");

/** Somebody at the door. */
export interface DoorTry {
  readonly organisationId: string;
  /** The mailbox, or the link that stands for it. */
  readonly mailbox: string;
  /** The browser's mark where it knows this mailbox, else null. */
  readonly knownBrowser: string | null;
  /** Where it comes from, if that can be known (client-address). */
  readonly address: string | null;
}

/** Counts somebody who asks for a code. @throws {PackpostError} rate_limited; then nothing was counted */
export async function countAsking(made: DoorTry): Promise<void> {
  await count([
    ...(made.knownBrowser === null
      ? ([
          ["ask_mailbox", mailboxOf(made)],
          ["ask_mailbox_day", mailboxOf(made)],
        ] as const)
      : ([["ask_browser", `${mailboxOf(made)} ${made.knownBrowser}`]] as const)),
    ...(made.address === null ? [] : ([["ask_network", made.address]] as const)),
    ["ask_organisation", made.organisationId],
  ]);
}

/**
 * Counts a code before it is looked at.
 * @returns takes it back: it was right, or nobody looked at it
 * @throws {PackpostError} rate_limited; then nothing was counted
 */
export async function countCode(made: DoorTry): Promise<() => Promise<void>> {
  const counted: Counted<keyof typeof limits> =
    made.knownBrowser === null
      ? [
          ["code_mailbox", mailboxOf(made)],
          ...(made.address === null ? [] : ([["code_network", made.address]] as const)),
          ["code_organisation", made.organisationId],
        ]
      : [["code_browser", `${mailboxOf(made)} ${made.knownBrowser}`]];
  await count(counted);
  return () => giveBack(counted);
}

const mailboxOf = ({ organisationId, mailbox }: DoorTry) => `${organisationId} ${mailbox}`;
