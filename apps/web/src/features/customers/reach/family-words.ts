import type { FamilyLine, PortalState, ReachablePerson } from "@packpost/core/customer/reach/family-line-sql";
import { blockPathOf } from "#web/components/status/block-path.ts";
import { formatReason } from "#web/components/status/reason-words.ts";
import { untextableWords } from "../state-words.ts";

/** The ways to a person, in the order of the screen. */
export const ways = ["email", "text", "portal"] as const;
export type Way = (typeof ways)[number];

export const wayWords: Record<Way, string> = { email: "Email", text: "Texts", portal: "Own pages" };

const portalWords: Record<PortalState, string> = {
  signed_in: "Signed in",
  can: "Can sign in by a code sent to their address",
  no_address: "Needs an address to sign in",
  bounced: "The code to sign in would come back from this address",
};

/** Whether somebody can be reached by a way. */
export function isReached(person: ReachablePerson, way: Way): boolean {
  switch (way) {
    case "email":
      return person.emailState === "subscribed" || person.emailState === "unsubscribed";
    case "text":
      return person.textState === "on";
    case "portal":
      return person.portal === "signed_in" || person.portal === "can";
  }
}

/** Why not, or what is worth knowing where one can. @param zone the organisation's, for dates */
export function formatWay(person: ReachablePerson, way: Way, zone: string): string {
  switch (way) {
    case "email":
      return person.emailReasons.map((reason) => formatReason(reason, new Date(), zone)).join(" · ");
    case "text":
      return person.textReason === null ? "" : untextableWords[person.textReason];
    case "portal":
      return portalWords[person.portal];
  }
}

interface Mend {
  words: string;
  href: string;
}

/** Where that somebody cannot be reached is put right; null where they can be, or only they can put it right. */
export function mendOf(person: ReachablePerson, way: Way): Mend | null {
  if (isReached(person, way)) return null;
  const page = `/customers/${person.id}`;
  if (way === "text") return mendOfText(person, page);
  const block = person.emailReasons.map(({ code }) => blockPathOf(code, person.email)).find(Boolean);
  if (person.email === null) return { words: "Add an address", href: `${page}?edit=email` };
  if (block == null || way === "portal") return { words: "Change the address", href: `${page}?edit=email` };
  return { words: "Look at the block", href: block };
}

function mendOfText({ textReason, phone }: ReachablePerson, page: string): Mend | null {
  switch (textReason) {
    case "no_number":
      return { words: "Add a number", href: `${page}?edit=phone` };
    case "invalid":
    case "not_textable":
      return { words: "Change the number", href: `${page}?edit=phone` };
    case "unsubscribed":
      return { words: "Look at what they asked for", href: `${page}/communications` };
    case "blocked":
      return {
        words: "Look at the block",
        href: `/settings/blocked-addresses?q=${encodeURIComponent(phone ?? "")}`,
      };
    default:
      return null;
  }
}

/** Who of a family can be reached by a way: "Everybody", "Maria, not Tom", "Nobody". */
export function formatReached({ people }: Pick<FamilyLine, "people">, way: Way) {
  const reached = people.filter((person) => isReached(person, way));
  if (reached.length === 0) return { tone: "red", words: "Nobody" } as const;
  if (reached.length === people.length) return { tone: "spruce", words: "Everybody" } as const;
  const names = (some: readonly ReachablePerson[]) => some.map(({ name }) => name.split(" ")[0]).join(", ");
  const others = people.filter((person) => !isReached(person, way));
  return { tone: "marigold", words: `${names(reached)}, not ${names(others)}` } as const;
}

/** Ways by which the same people can be reached, together: "Email, own pages: Everybody" and "Texts: Nobody". */
export function groupWays(family: Pick<FamilyLine, "people">) {
  const reached = ways.map((way) => ({ way, ...formatReached(family, way) }));
  return [...Map.groupBy(reached, ({ words }) => words).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const [word = "", ...others] = same.map(({ way }) => wayWords[way]);
    const named = [word, ...others.map((other) => other.toLowerCase())].join(", ");
    return [{ ways: named, tone: first.tone, words: first.words }];
  });
}
