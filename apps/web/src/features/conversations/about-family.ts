import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";

/**
 * What tells a family from others of its name, in one line: each person with the end of their number, or their address where they have
 * none, then the pets: "Maria Okafor …0142, Chidi Okafor chidi@mail.example · Biscuit, Waffle".
 */
export function aboutFamily({ people, pets }: Pick<FoundFamily, "people" | "pets">): string {
  const named = people.map(({ name, phone, email }) =>
    [name, phone === null ? email : endOf(phone)].filter((part) => part !== null && part !== "").join(" "),
  );
  return [named.join(", "), pets.join(", ")].filter((part) => part !== "").join(" · ");
}

/** So that it is told from a house number: "…0142". */
const endOf = (phone: string) => `…${phone.replace(/\D/g, "").slice(-4)}`;
