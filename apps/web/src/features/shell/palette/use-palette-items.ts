"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import { aboutFamily, tellApart } from "@packpost/core/customer/about-family";
import type { LookedUpFamily } from "@packpost/core/look-up/look-up";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { formatTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { placesFor } from "./places.ts";
import { type RecentItem, readRecent } from "./recent-items.ts";

/** In characters. */
const longestLabel = 60;

/** What is done when an item is chosen: somewhere to go, a family's conversation to open, or something to begin. */
export type PaletteAim =
  | { readonly kind: "page"; readonly href: string }
  | { readonly kind: "family"; readonly familyId: string }
  | { readonly kind: "campaign" };

export interface PaletteItem {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly about: string;
  readonly aim: PaletteAim;
}

export interface Viewer {
  readonly staffMemberId: string;
  readonly role: Role;
}

/** What the palette shows for a term: what was chosen lately while it is empty, else whatever the viewer's role may see. */
export function usePaletteItems(viewer: Viewer, term: string) {
  const trpc = useTRPC();
  const hasTab = can(viewer.role, "conversation.all");
  const kept = { enabled: [...term].length > 1, placeholderData: keepPreviousData } as const;
  // "why maria": whom somebody did not reach is asked of that person's page (P8).
  const why = can(viewer.role, "customer.read")
    ? /^why\b(?:\s+did(?:n['’]?t| not)?)?\s*(.*)$/iu.exec(term)
    : null;
  // "edit maria": the form of whoever, or whichever pet, is named (P11).
  const edit = can(viewer.role, "customer.edit") ? /^edit\s+(.+)$/iu.exec(term) : null;
  const found = useQuery(trpc.lookUp.find.queryOptions({ term: why?.[1] ?? edit?.[1] ?? term }, kept));
  const messages = useQuery(trpc.conversation.search.queryOptions({ term, pageSize: 4 }, kept));
  const mayAlert = can(viewer.role, "alert.manage");
  const { data: alertsOn = false } = useQuery(
    trpc.alert.areOn.queryOptions(undefined, { enabled: mayAlert }),
  );
  const zone = useOrganisationZone();
  const begin = actionsFor({ role: viewer.role, alerts: mayAlert && alertsOn }, term);
  const pages = placesFor(viewer.role, term).map(({ label, href }) =>
    page("Go to", { id: href, label, about: "", href }),
  );
  const { families = [], campaigns = [], alerts = [] } = (kept.enabled && found.data) || {};
  const hits = (kept.enabled && messages.data?.hits) || [];
  const items: PaletteItem[] =
    term === ""
      ? [...readRecent(viewer.staffMemberId).map((item) => page("Recent", item)), ...begin, ...pages]
      : [
          ...(why === null ? [] : families.flatMap(whyItemsOfFamily)),
          ...(edit === null ? [] : families.flatMap(editItemsOfFamily)),
          ...families.flatMap((family) => itemsOfFamily(family, hasTab)),
          ...campaigns.map(({ id, name, subject, status }) =>
            page("Campaigns", {
              id,
              label: name === "" ? subject : name,
              about: status,
              href: `/campaigns/${id}`,
            }),
          ),
          ...alerts.map(({ id, body, createdAt }) =>
            page("Mass text alerts", {
              id,
              label: shortened(body),
              about: formatTime(createdAt, new Date(), zone),
              href: `/messages?alerts=open&alert=${id}`,
            }),
          ),
          ...hits.map((hit) =>
            page("Messages", {
              id: hit.entryId,
              label: hit.family?.name ?? hit.stranger ?? "",
              about: hit.snippet.map(({ text }) => text).join(""),
              href: hasTab
                ? `/messages/${hit.threadId}?entry=${hit.number}`
                : `/customers/${hit.customerId}/messages?entry=${hit.number}`,
            }),
          ),
          ...begin,
          ...pages,
        ];
  const asked = [found, messages];
  return {
    items: inGroups(items),
    pending: kept.enabled && asked.some(({ isFetching }) => isFetching),
    error: kept.enabled ? (found.error ?? messages.error) : null,
    retry: () => void Promise.all(asked.map(({ refetch }) => refetch())),
  };
}

function page(group: string, { id, label, about, href }: RecentItem): PaletteItem {
  return { ...{ id: `${group}-${id}`, group, label, about }, aim: { kind: "page", href } };
}

/** The way to ask why somebody did not get a campaign, an alert, a message or another mail: whoever is named, else everybody of the family. */
function whyItemsOfFamily({ name, people }: LookedUpFamily): PaletteItem[] {
  const named = people.filter(({ isNamed }) => isNamed);
  return (named.length > 0 ? named : people).map((person) =>
    page("Why didn’t they get it?", {
      id: person.id,
      label: `Why didn’t ${person.name} get …?`,
      about: name,
      href: `/customers/${person.id}/emails`,
    }),
  );
}

/** The forms of the people and pets that are named. */
function editItemsOfFamily({ name, people, pets }: LookedUpFamily): PaletteItem[] {
  const item = (id: string, named: string, href: string) =>
    page("Edit", { id, label: `Edit ${named}`, about: name, href });
  const [first] = people;
  return [
    ...people
      .filter(({ isNamed }) => isNamed)
      .map((person) => item(person.id, person.name, `/customers/${person.id}?edit=firstName`)),
    ...(first === undefined ? [] : pets)
      .filter(({ isNamed }) => isNamed)
      .map((pet) => item(pet.id, pet.name, `/customers/${first?.id}?edit=pet&pet=${pet.id}`)),
  ];
}

function itemsOfFamily({ id, name, people, pets }: LookedUpFamily, hasTab: boolean): PaletteItem[] {
  const everybody = aboutFamily({ people, pets: pets.map((pet) => pet.name) });
  const first = people[0];
  const thread: PaletteItem[] = hasTab
    ? [
        {
          id: `family-${id}`,
          group: "Families",
          label: name,
          about: everybody,
          aim: { kind: "family", familyId: id },
        },
      ]
    : people
        .slice(0, 1)
        .map((person) =>
          page("Families", { id, label: name, about: everybody, href: `/customers/${person.id}/messages` }),
        );
  return [
    ...thread,
    ...people
      .filter(({ isNamed }) => isNamed)
      .map((person) =>
        page("Customers", {
          id: person.id,
          label: person.name,
          about: [name, tellApart(person)].filter(Boolean).join(" · "),
          href: `/customers/${person.id}`,
        }),
      ),
    ...pets
      .filter(({ isNamed }) => isNamed && first !== undefined)
      .map((pet) =>
        page("Pets", { id: pet.id, label: pet.name, about: name, href: `/customers/${first?.id}` }),
      ),
  ];
}

/** What an alert begins with: it has no name but its words. */
function shortened(body: string): string {
  const line = body.trim().replaceAll(/\s+/g, " ");
  return line.length > longestLabel ? `${line.slice(0, longestLabel).trimEnd()}…` : line;
}

function actionsFor({ role, alerts }: { role: Role; alerts: boolean }, term: string): PaletteItem[] {
  const actions: PaletteItem[] = [
    ...(can(role, "conversation.all")
      ? [
          page("Begin", {
            id: "message",
            label: "New message",
            about: "Write to a family",
            href: "/messages?new=1",
          }),
        ]
      : []),
    ...(alerts
      ? [
          page("Begin", {
            id: "alert",
            label: "New text alert",
            about: "Text everybody who has an appointment",
            href: "/messages?alerts=open",
          }),
        ]
      : []),
    ...(can(role, "customer.edit")
      ? [
          page("Begin", {
            id: "customer",
            label: "Add a customer",
            about: "To a new family or one you know",
            href: "/customers?add=customer",
          }),
        ]
      : []),
    ...(can(role, "campaign.write")
      ? [
          {
            id: "campaign",
            group: "Begin",
            label: "New campaign",
            about: "Start a draft",
            aim: { kind: "campaign" },
          } as const,
        ]
      : []),
  ];
  const wanted = term.toLowerCase();
  return actions.filter(({ label }) => label.toLowerCase().includes(wanted));
}

/** Items of one group stand together, groups in the order in which they begin. */
function inGroups(items: readonly PaletteItem[]): PaletteItem[] {
  return [...Map.groupBy(items, ({ group }) => group).values()].flat();
}
