import { can, type Permission, type Role } from "@packpost/core/access/permissions";
import { settingsPlaces } from "#web/components/places/settings-places.ts";
import { destinations } from "../destinations.ts";

interface Place {
  readonly label: string;
  readonly href: string;
  readonly permission: Permission;
  /** Other words by which somebody may look for it. */
  readonly words: string;
}

/** Pages of the settings that one knows by their own name. */
const namedAlone = new Set(["Blocked addresses", "API", "Staff", "Audit"]);

const places: readonly Place[] = [
  ...destinations.map(({ label, href, permission }) => ({ label, href, permission, words: "" })),
  ...settingsPlaces.flatMap(({ href, label, about, words, permission, parts }) => [
    { label: namedAlone.has(label) ? label : `Settings: ${label}`, href, permission, words: words ?? about },
    ...parts.map((part) => ({
      ...{ label: `Settings: ${part.label}`, href: `${href}#${part.id}`, permission, words: part.words },
    })),
  ]),
  {
    label: "Passes",
    href: "/customers/passes",
    permission: "customer.read",
    words: "season membership retire",
  },
];

/** Pages and settings that a role may open and whose name, or another word for them, has every word of the term. */
export function placesFor(role: Role, term: string): Place[] {
  const wanted = term.toLowerCase().split(/\s+/);
  return places.filter(
    ({ label, words, permission }) =>
      can(role, permission) && wanted.every((word) => `${label} ${words}`.toLowerCase().includes(word)),
  );
}
