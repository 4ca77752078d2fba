import { fractionOf, hashText } from "./hash-text.ts";

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0").slice(-digits);

/**
 * The MessageID of a message: a UUID whose last part is the message's number, so that no table of ids is needed.
 * @param instance random name of this data directory, so that two simulators never give the same id
 */
export function messageIdOf(instance: string, seq: number): string {
  const { high, low } = hashText(`${instance}:${seq}`);
  const variant = hex(0x8000 + Math.floor(fractionOf(`v${instance}:${seq}`) * 0x3fff), 4);
  return `${hex(high, 8)}-${hex(low, 4)}-4${hex(low >>> 16, 3)}-${variant}-${hex(seq, 12)}`;
}

/** The number of a message, or undefined when this simulator never gave that id. */
export function seqOfMessageId(instance: string, messageId: string): number | undefined {
  const seq = Number.parseInt(messageId.slice(-12), 16);
  if (!Number.isSafeInteger(seq) || messageIdOf(instance, seq) !== messageId.toLowerCase()) return undefined;
  return seq;
}
