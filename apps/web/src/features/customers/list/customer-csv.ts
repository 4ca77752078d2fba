import type { CustomerLine } from "@packpost/core/customer/list/customer-line-sql";
import { formatReason } from "#web/components/status/reason-words.ts";
import { formatInstant } from "#web/components/time/format-instant.ts";
import { emailStateWords, textStateWords, untextableWords } from "../state-words.ts";

/** Columns of the file of customers (P1, P7). */
export const customerCsvHeader = [
  "Customer number",
  "Name",
  "Family",
  "Contact",
  "Pets",
  "Email",
  "Email state",
  "Why",
  "Phone",
  "Texts",
  "Why no texts",
  "Last transaction",
  "Campaigns end",
] as const;

/** A customer as a line of the file: the words of the screen, times as ISO with the zone's offset. */
export function customerCsvLine(line: CustomerLine, zone: string): (string | number | null)[] {
  const { emailReasons, lastTransactionAt, silentFrom, textReason } = line;
  return [
    line.number,
    line.name,
    line.family.name,
    line.contact,
    line.petNames.join(", "),
    line.email,
    emailStateWords[line.emailState].word,
    emailReasons.map((reason) => formatReason(reason, new Date(), zone)).join("; "),
    line.phone,
    textStateWords[line.textState].word,
    textReason === null ? "" : untextableWords[textReason],
    lastTransactionAt === null ? null : formatInstant(lastTransactionAt, zone),
    formatInstant(silentFrom, zone),
  ];
}
