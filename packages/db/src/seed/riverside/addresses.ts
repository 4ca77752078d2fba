import { MAIL_HOSTS } from "../names.ts";
import type { Random } from "../random.ts";
import type { PersonCase } from "./cases.ts";

/** The domain of a club that closed: suppressed as a whole. */
export const closedClubDomain = "meadowclub.example";

type Wish = {
  readonly person: PersonCase;
  readonly firstName: string;
  readonly lastName: string;
  /** A local part that steers the simulator. */
  readonly localPart: string | undefined;
  /** The first contact's address, for those who share a mailbox. */
  readonly shared: string | null;
};

/** Gives each person an address, twice the same only to those who share a mailbox. */
export function createAddresses(random: Random): { choose(wish: Wish): string | null } {
  const taken = new Set<string>();
  const invalid = ["%s at home.example", "%s@@inbox.example"];

  const unique = (local: string, host: string): string => {
    let address = `${local}@${host}`;
    for (let n = 2; taken.has(address); n += 1) address = `${local}${n}@${host}`;
    taken.add(address);
    return address;
  };

  return {
    choose: ({ person, firstName, lastName, localPart, shared }) => {
      const first = plain(firstName) || "hello";
      const last = plain(lastName);
      switch (person.address) {
        case "none":
          return null;
        case "invalid":
          return (invalid.shift() ?? "%s").replace("%s", `${first}.${last}`);
        case "shared":
          // Written another way, the mailbox is still the same.
          return shared?.replace(/^./, (letter) => letter.toUpperCase()) ?? null;
        case "closed_club":
          return unique(`${first}.${last}`, closedClubDomain);
        case undefined:
          break;
      }
      if (localPart) return unique(`${localPart}.${last}`, "mail.example");
      const host = random.pick(MAIL_HOSTS);
      const year = random.between(60, 99);
      return random.pick([
        () => unique(`${first}.${last}`, host),
        () => unique(`${first}.${last}`, host),
        () => unique(`${first.charAt(0)}${last}${year}`, host),
        () => unique(`${last}.${first}`, host),
        () => unique(first, `${last}.example`),
      ])();
    },
  };
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
}
