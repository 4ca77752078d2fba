import type { Unreached } from "@packpost/core/alert/unreached/read-unreached";
import Link from "next/link";
import { formatCount } from "#web/components/form/format-number.ts";
import { noMailWords } from "../words/no-mail-words.ts";

/** Who cannot be emailed, and why; the first by name. */
export function NotMailed({ unreached }: { unreached: Unreached }) {
  const { noMail, refused } = unreached;
  if (noMail === 0) return null;
  return (
    <p>
      No email can go to{" "}
      {refused.map(({ customerId, name, reason }, at) => (
        <span key={customerId}>
          {at > 0 && ", "}
          <Link href={`/customers/${customerId}`} prefetch={false}>
            {name}
          </Link>{" "}
          ({noMailWords[reason]})
        </span>
      ))}
      {noMail > refused.length && ` and ${formatCount(noMail - refused.length)} more`}.
    </p>
  );
}
