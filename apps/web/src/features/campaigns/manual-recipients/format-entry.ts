import { readAddress } from "@packpost/core/address/read-address";
import type { EntryCount } from "@packpost/core/manual-recipients/count-entries";
import type { Entry } from "@packpost/core/manual-recipients/list-entries";
import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { formatCount } from "#web/components/form/format-number.ts";

/** What a list is called and what it does, in the team's words. */
export const listLabels: Record<
  EntryList,
  { title: string; button: string; done: string; explanation: string }
> = {
  add: {
    title: "Add",
    button: "Add",
    done: "Added",
    explanation: "They receive it without the pass, but never if unsubscribed or blocked.",
  },
  exclude: {
    title: "Exclude",
    button: "Exclude",
    done: "Excluded",
    explanation: "They do not receive it. An email stands for everybody at that mailbox.",
  },
};

/** "Added 44 · 6 need a look · 2 named twice"; null of an empty list. */
export function formatEntryCount(list: EntryList, { good, problems, duplicates }: EntryCount): string | null {
  if (good + problems + duplicates === 0) return null;
  const parts = [`${listLabels[list].done} ${formatCount(good)}`];
  if (problems > 0) parts.push(`${formatCount(problems)} ${problems === 1 ? "needs" : "need"} a look`);
  if (duplicates > 0) parts.push(`${formatCount(duplicates)} named twice`);
  return parts.join(" · ");
}

/** That some of those added will not receive it all the same, and where it says why; null of nobody. */
export function formatInVain(people: number): string | null {
  return people === 0 ? null : `${formatCount(people)} of them will not receive it: the list below says why.`;
}

/** Why nothing of what was pasted was taken: how many a list holds, and how many stand on it already. */
export function formatTooMany(
  list: EntryList,
  { most, pasted, held }: { most: number; pasted: number; held: number },
): string {
  const nothing = `Nothing was ${listLabels[list].done.toLowerCase()}.`;
  if (held === 0)
    return `A list holds ${formatCount(most)} entries; you pasted ${formatCount(pasted)}. ${nothing}`;
  const stand = held === 1 ? "1 stands" : `${formatCount(held)} stand`;
  return `A list holds ${formatCount(most)} entries. ${stand} on it already and you pasted ${formatCount(pasted)}: ${formatCount(held + pasted - most)} too many. ${nothing}`;
}

/** What is wrong with an entry and what to do about it; null when it counts. */
export function formatProblem({ problem, text, customer, candidates }: Entry): string | null {
  switch (problem) {
    case null:
      return null;
    case "malformed":
      return text.includes("@")
        ? `This is no email address. ${faultOf(text)} Correct it or take it off.`
        : "This is no email, name or customer number. Correct it or take it off.";
    case "unknown":
      if (text.includes("@")) return "None of your customers has this email. Correct it or take it off.";
      return /^#?\s?\d+$/.test(text)
        ? "None of your customers has this number. Correct it or take it off."
        : "None of your customers has exactly this name. Write first and last name, or an email.";
    case "ambiguous":
      return candidates.length >= 8
        ? "Many customers have this name. Choose one, or write an email."
        : `${candidates.length} customers have this name. Choose who is meant.`;
    case "duplicate":
      return `${customer?.name ?? "This customer"} is on the list already and counts once.`;
  }
}

function faultOf(text: string): string {
  const read = readAddress(text);
  return "fault" in read ? read.fault : "";
}
