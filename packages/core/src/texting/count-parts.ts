import { SegmentedMessage } from "sms-segments-calculator";
import { MOST_CHARACTERS } from "./most-characters.ts";

const BITS = { "GSM-7": 7, "UCS-2": 16 } as const;

/** What a text costs on its way (A15, T32: one rule for every composer and for the server). */
export interface TextParts {
  /** GSM-7 has 160 characters in one part, UCS-2 only 70; of several parts each has 153 or 67. */
  readonly encoding: "GSM-7" | "UCS-2";
  /** How many texts are sent and billed; none for an empty one. */
  readonly parts: number;
  /** How many plain characters still fit into the last part. */
  readonly charactersLeft: number;
  /** Characters that GSM-7 does not have and that make the parts short, each once, in the order of the text. */
  readonly culprits: readonly string[];
  readonly isTooLong: boolean;
}

/**
 * Into how many parts a text is cut for its way.
 * @param body as it will be sent, merge fields filled in
 */
export function countParts(body: string): TextParts {
  const cut = new SegmentedMessage(body);
  const encoding = cut.encodingName;
  const free = cut.segments.at(-1)?.freeSizeInBits() ?? 0;
  return {
    encoding,
    parts: body === "" ? 0 : cut.segmentsCount,
    charactersLeft: Math.floor(free / BITS[encoding]),
    culprits: [...new Set(cut.getNonGsmCharacters())],
    isTooLong: body.length > MOST_CHARACTERS,
  };
}
