import { fractionOf } from "../ledger/hash-text.ts";
import { isTextFailure, type MailOutcome, OUTCOME_NAMES, type Outcome } from "./outcome.ts";

const STEERED = new RegExp(`^(${OUTCOME_NAMES.join("|")})(?:[0-9]+|[-+._].*)?$`);
const BY_NAME = new Map<string, MailOutcome>(OUTCOME_NAMES.map((name) => [name, name]));

/** Shares of an ordinary list, in order; what is left is delivered and never opened. */
const FATES: readonly [MailOutcome, number][] = [
  ["bounce", 0.02],
  ["soft", 0.004],
  ["transient", 0.004],
  ["spam", 0.001],
  ["none", 0.008],
  ["slow", 0.01],
];
const MOODS: readonly [MailOutcome, number][] = [
  ["click", 0.1],
  ["machineopen", 0.07],
  ["open", 0.17],
];

/**
 * Decides what becomes of a mail. A knob wins over the address, the address over chance.
 * A mailbox keeps its fate (it exists or not), but its mood to open changes with the subject.
 * @param address lower-case address of the first recipient
 * @param overrides knob `outcomes`: by address, `@domain` or local part
 */
export function chooseOutcome(
  address: string,
  subject: string,
  overrides: ReadonlyMap<string, Outcome>,
): MailOutcome {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const forced = overrides.get(address) ?? overrides.get(address.slice(at)) ?? overrides.get(local);
  if (forced && !isTextFailure(forced)) return forced;
  const steered = STEERED.exec(local)?.[1];
  if (steered) return BY_NAME.get(steered) ?? "deliver";
  return pick(FATES, fractionOf(address)) ?? pick(MOODS, fractionOf(`${address}\n${subject}`)) ?? "deliver";
}

function pick(shares: readonly [MailOutcome, number][], fraction: number): MailOutcome | undefined {
  let edge = 0;
  for (const [outcome, share] of shares) {
    edge += share;
    if (fraction < edge) return outcome;
  }
  return undefined;
}
