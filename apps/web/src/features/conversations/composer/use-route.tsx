"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import type { TextRoutes } from "@packpost/core/conversation/text-routes";
import { IconChevronDown, IconDeviceMobile, IconMessage2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { firstNameOf } from "../thread-name.ts";
import classes from "./composer.module.css";

type Route = TextRoutes["routes"][number];

/** To whom a reply goes as a text too; null = on the family's page alone, and by email to whoever does not read it there. */
export type ChosenText = { readonly customerId: string | null } | null;

/**
 * By which way a reply goes (V8, T6): chosen when it is sent, and shown. Whoever wrote last by text is answered by text.
 * @returns the choice, and what shows and changes it
 */
export function useRoute(thread: ThreadView) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.conversation.textRoutes.queryOptions({ threadId: thread.id }));
  const routes = data?.texting.state === "off" ? [] : (data?.routes ?? []);
  const [chosen, choose] = useState<ChosenText | undefined>(undefined);
  const usual = usualRoute(thread, routes);
  const text = chosen === undefined ? usual : chosen;
  const route = text && routes.find(({ customerId }) => customerId === text.customerId);
  return {
    text,
    /** Nothing reaches whoever is nobody's family but a text. */
    reaches: thread.family !== null || text !== null,
    picker: routes.length > 0 && (
      <RouteMenu {...{ routes, route }} hasPage={thread.family !== null} onChoose={choose} />
    ),
  };
}

function usualRoute({ entries, family }: ThreadView, routes: readonly Route[]): ChosenText {
  const can = (customerId: string | null) =>
    routes.some((route) => route.customerId === customerId && route.why === null);
  if (family === null) return can(null) ? { customerId: null } : null;
  const last = entries.findLast(({ kind, author }) => kind === "message" && author?.kind !== "staff");
  const customerId = last?.author?.id ?? null;
  return last?.via === "text" && can(customerId) ? { customerId } : null;
}

interface RouteMenuProps {
  routes: readonly Route[];
  route: Route | null | undefined;
  hasPage: boolean;
  onChoose: (text: ChosenText) => void;
}

function RouteMenu({ routes, route, hasPage, onChoose }: RouteMenuProps) {
  const Icon = route ? IconDeviceMobile : IconMessage2;
  return (
    <Menu
      label="How it is sent"
      placement="start"
      button={(props) => (
        <button {...props} type="button" className={classes.route} data-touch>
          <Icon size={15} stroke={1.7} aria-hidden />
          {route ? `Text to ${firstNameOf(route.name)}` : "Message"}
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    >
      {hasPage && (
        <MenuItem icon={IconMessage2} checked={!route} onClick={() => onChoose(null)}>
          Message; emailed to whoever does not read it
        </MenuItem>
      )}
      {routes
        .filter(({ why }) => why === null)
        .map(({ customerId, name, shown }) => (
          <MenuItem
            key={customerId ?? "stranger"}
            icon={IconDeviceMobile}
            checked={route?.customerId === customerId}
            onClick={() => onChoose({ customerId })}
          >
            Text to {firstNameOf(name)} · {shown}
          </MenuItem>
        ))}
    </Menu>
  );
}
