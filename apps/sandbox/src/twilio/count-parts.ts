import { SegmentedMessage } from "sms-segments-calculator";

/** Into how many parts a text is cut for its way (GSM-7 or UCS-2); one with nothing in it is one too. */
export function countParts(body: string): number {
  return Math.max(1, new SegmentedMessage(body).segmentsCount);
}
