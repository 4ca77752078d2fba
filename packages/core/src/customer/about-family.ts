interface Person {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * What tells a family from others of its name, in one line: each person with the end of their number, or their address where they have
 * none, then the pets: "Maria Okafor …0142, Chidi Okafor chidi@mail.example · Biscuit, Waffle". Browser-safe.
 */
export function aboutFamily({
  people,
  pets,
}: {
  readonly people: readonly Person[];
  readonly pets: readonly string[];
}): string {
  const named = people.map((person) => [person.name, tellApart(person)].filter(Boolean).join(" "));
  return [named.join(", "), pets.join(", ")].filter(Boolean).join(" · ");
}

/** What tells a person from others of their name: "…0142", else their address; empty where they have neither. */
export function tellApart({ phone, email }: Pick<Person, "phone" | "email">): string {
  return phone === null ? (email ?? "") : `…${phone.replace(/\D/g, "").slice(-4)}`;
}
