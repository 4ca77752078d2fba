"use client";

import type { PanelPerson } from "@packpost/core/conversation/get-family-panel";
import type { KnownRoute } from "@packpost/core/conversation/text-routes";
import { IconClock, IconDeviceMobile, IconDeviceMobileOff, IconDots } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { quietSpan } from "../quiet-words.ts";
import { firstNameOf } from "../thread-name.ts";
import classes from "./family-panel.module.css";
import { ZoneWords } from "./zone-line.tsx";

const ZoneDialog = dynamic(
  () => loadLater(() => import("./zone-dialog.tsx")).then((module) => module.ZoneDialog),
  { ssr: false },
);

/** What the people's numbers are known for, where there is something to say or to decide (A14, T25). */
export function Numbers({ threadId, people }: { threadId: string; people: readonly PanelPerson[] }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.conversation.textRoutes.queryOptions({ threadId }));
  if (data === undefined || data.texting.state === "off") return null;
  const routes = data.routes.filter(({ number }) => number !== null);
  if (routes.length === 0) return null;
  return (
    <section>
      <h2>Texts</h2>
      {routes.map((route) => (
        <NumberLine
          key={route.customerId ?? "stranger"}
          route={route}
          person={people.find(({ id }) => id === route.customerId)}
        />
      ))}
    </section>
  );
}

function NumberLine({ route, person }: { route: KnownRoute; person: PanelPerson | undefined }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries(trpc.conversation.pathFilter());
  const say = useMutation(trpc.conversation.sayNumberState.mutationOptions({ onSuccess }));
  const ours = useOrganisationZone();
  const [asksZone, askZone] = useState(false);
  const { quiet, number, heldEntryId, state } = route;
  if (number === null) return null;
  const name = route.customerId === null ? "They" : firstNameOf(route.name);
  const says = route.why !== "opted_out";
  const takesNone = state === "not_textable" || state === "invalid";
  return (
    <div className={classes.number}>
      <div className={classes.numberHead}>
        <b>{route.customerId === null ? route.shown : `${route.name}, ${route.shown}`}</b>
        {(says || person !== undefined) && (
          <Menu
            label={`${name}’s number`}
            placement="end"
            button={(menu) => (
              <button
                {...menu}
                type="button"
                className={classes.more}
                aria-label={`More about ${route.shown ?? "this number"}`}
                title="More"
                aria-disabled={say.isPending || undefined}
                data-touch
              >
                <IconDots size={16} stroke={1.8} aria-hidden />
              </button>
            )}
          >
            {quiet !== null && (
              <div className={classes.menuHead} role="presentation">
                No mass texts {quietSpan(quiet, ours)}
              </div>
            )}
            {says && (
              <MenuItem
                icon={takesNone ? IconDeviceMobile : IconDeviceMobileOff}
                onClick={() => say.mutate({ number, state: takesNone ? "unknown" : "not_textable" })}
              >
                {takesNone ? "Say that it takes texts" : "Say that it takes no texts"}
              </MenuItem>
            )}
            {person !== undefined && (
              <MenuItem icon={IconClock} onClick={() => askZone(true)}>
                {person.zone === null ? "Set their time zone" : "Change their time zone"}
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      <span>
        {heldEntryId !== null
          ? "Did they mean no more texts? Say so below the conversation."
          : wordsOf(route, name)}
      </span>
      {person !== undefined && <ZoneWords zone={person.zone} />}
      {asksZone && person !== undefined && (
        <ZoneDialog
          {...{ name, quiet, zone: person.zone }}
          customerId={person.id}
          onClose={() => askZone(false)}
        />
      )}
      {say.error !== null && <ErrorNotice error={say.error} />}
    </div>
  );
}

function wordsOf({ why, state, optedOutWord, providerMessage }: KnownRoute, name: string): string {
  if (why === "opted_out")
    return `${optedOutWord ? `${name} wrote “${optedOutWord}”. ` : ""}No texts go there; only START from the phone itself undoes it.`;
  if (state === "invalid")
    return providerMessage ? `There is no such number: ${providerMessage}` : "There is no such number.";
  if (state === "not_textable")
    return providerMessage ? `It takes no texts: ${providerMessage}` : "It takes no texts.";
  if (why === "unsubscribed") return "Has unsubscribed from texts.";
  if (why === "blocked") return "Blocked in the settings.";
  return state === "textable" ? "Takes texts." : "Not tried yet.";
}
