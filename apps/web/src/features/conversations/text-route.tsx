"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import type { TextRoutes } from "@packpost/core/conversation/text-routes";
import type { TextRoute } from "@packpost/core/texting/read-text-routes";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useTextingTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import classes from "./text-route.module.css";
import { type ChosenText, keyOfText, NOBODY, STRANGER, whyWords } from "./text-route-words.ts";
import { firstNameOf, listNames } from "./thread-name.ts";

interface DraftsWay {
  /** As its writer has chosen; none = they have not. */
  readonly textTo?: string | null | undefined;
  readonly onChoose: (key: string) => void;
}

/**
 * Who of a thread can be texted, and who was chosen: whoever texted last, until somebody chooses another way; that stays with what they
 * are writing, on every device of theirs, and after it was sent with the open composer (T6).
 * @param before how what is being edited was to go; left out = nothing is
 */
export function useTextRoute(
  thread: ThreadView,
  { textTo, onChoose }: DraftsWay,
  before: { readonly text: ChosenText | null } | null = null,
) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data, refetch } = useQuery({
    ...trpc.conversation.textRoutes.queryOptions({ threadId: thread.id }),
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });
  // Texting was switched on or off, or pauses: an open composer offers no way that is closed.
  useLive(useTextingTopic(), {
    enabled: true,
    onValue: ({ state }) => data !== undefined && data.texting.state !== state && void refetch(),
    onTooMany: () => undefined,
  });
  // What a number is known for changes with what comes in: the thread's revision says that something did.
  const known = useRef(thread.revision);
  useEffect(() => {
    if (known.current === thread.revision) return;
    known.current = thread.revision;
    void refetch();
    // The same of the people beside the thread.
    void queryClient.invalidateQueries(trpc.conversation.panel.queryFilter());
  }, [thread.revision, refetch, queryClient, trpc]);
  const [picked, pick] = useState<string | null>(null);
  const routes = data?.texting.state === "on" ? data.routes : [];
  useEffect(() => {
    if (before !== null) pick(keyOfText(before.text));
  }, [before]);
  const choose = (next: string) => {
    pick(next);
    onChoose(next);
  };
  const key = textTo ?? picked ?? proposedKey(thread, routes);
  const chosen = routes.find((route) => keyOfText(route) === key && route.why === null);
  const text: ChosenText | undefined = chosen && { customerId: chosen.customerId };
  return { data, text, key: chosen === undefined ? NOBODY : key, choose };
}

function proposedKey(thread: ThreadView, routes: readonly TextRoute[]): string {
  if (thread.family === null) return STRANGER;
  const last = thread.entries.findLast(({ kind, author }) => kind === "message" && author?.kind !== "staff");
  if (last?.via !== "text") return NOBODY;
  const route = routes.find(({ customerId }) => customerId === (last.author?.id ?? null));
  return route === undefined ? NOBODY : keyOfText(route);
}

interface TextRouteFieldProps {
  data: TextRoutes | undefined;
  /** May say what somebody meant. */
  decides: boolean;
  chosen: string;
  onChoose: (key: string) => void;
}

/** By which way a message goes: into the thread alone, or to somebody's phone too; who cannot be texted, and why (V8, A14). */
export function TextRouteField({ data, decides, chosen, onChoose }: TextRouteFieldProps) {
  if (data === undefined || data.texting.state === "off") return null;
  const { routes, texting } = data;
  const questions = routes
    .filter(({ heldEntryId }) => decides && heldEntryId !== null)
    .map((route) => <Held key={keyOfText(route)} route={route} />);
  if (texting.state === "paused")
    return (
      <>
        <p className={classes.words}>Texting is paused: {texting.providerMessage}.</p>
        {questions}
      </>
    );
  // A family without people: nobody could be chosen.
  if (routes.length === 0) return null;
  const more = moreWords(routes.find((route) => keyOfText(route) === chosen));
  return (
    <div className={classes.route}>
      <select
        aria-label="Also as a text"
        className={classes.field}
        value={chosen}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value={NOBODY}>No text</option>
        {routes.map((route) => (
          <option key={keyOfText(route)} value={keyOfText(route)} disabled={route.why !== null}>
            {optionOf(route)}
          </option>
        ))}
      </select>
      {more !== "" && <p className={classes.words}>{more}</p>}
      {routes
        .filter(({ why }) => why !== null && why !== "no_number")
        .map((route) => (
          <p key={keyOfText(route)} className={classes.words}>
            {whyWords(route, texting.shown)}
          </p>
        ))}
      {questions}
    </div>
  );
}

/** Short enough for a phone: what else is known of the number stands below. */
function optionOf({ customerId, name, shown, why }: TextRoute): string {
  const who =
    customerId === null ? (shown ?? name) : `${firstNameOf(name)}${shown === null ? "" : ` ${shown}`}`;
  if (why === "no_number") return `${firstNameOf(name)}: no number`;
  return why === null ? `Text to ${who}` : `${who}: no texts`;
}

function moreWords(route: TextRoute | undefined): string {
  if (route === undefined || route.why !== null) return "";
  const same = route.sameAs.length > 0 ? `Same number as ${listNames(route.sameAs.map(firstNameOf))}. ` : "";
  return `${same}${route.state === "unknown" ? "No text has been tried there yet." : ""}`.trim();
}

/** A message that may mean “no more texts”: a person decides, here alone (T25). */
function Held({ route }: { route: TextRoute }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const decide = useMutation(
    trpc.conversation.decideHold.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.conversation.pathFilter()),
    }),
  );
  const { number, heldBody } = route;
  if (number === null) return null;
  const name = route.customerId === null ? "They" : firstNameOf(route.name);
  return (
    <fieldset className={classes.held} aria-label={`What ${name} meant`}>
      <p>
        {name} wrote “<bdi>{heldBody ?? "…"}</bdi>”. Did that mean no more texts? Mass texts wait until you
        say so.
      </p>
      <Button
        size="compact-sm"
        disabled={decide.isPending}
        onClick={() => decide.mutate({ number, decision: "opt_out" })}
      >
        Yes, stop texting
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={decide.isPending}
        onClick={() => decide.mutate({ number, decision: "keep" })}
      >
        No, go on
      </Button>
      {decide.error !== null && <ErrorNotice error={decide.error} />}
    </fieldset>
  );
}
