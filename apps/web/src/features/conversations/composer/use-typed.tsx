"use client";

import type { Colleague } from "@packpost/core/conversation/inbox/list-colleagues";
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { type Completion, useCompletion } from "#web/components/form/use-completion.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useColleagues } from "../use-colleagues.ts";

interface TypedOptions {
  field: RefObject<HTMLTextAreaElement | null>;
  kind: "reply" | "note";
  body: string;
  onChange: (body: string) => void;
}

interface Token {
  readonly sign: "/" | "@";
  readonly word: string;
  /** Where it begins. */
  readonly at: number;
}

/** What is offered while one types: saved replies after a `/` at the beginning, colleagues after an `@` in a note (V12). */
export function useTyped({ field, kind, body, onChange }: TypedOptions) {
  const trpc = useTRPC();
  const [token, setToken] = useState<Token | null>(null);
  const { colleagues } = useColleagues();
  const { data: replies } = useQuery(
    trpc.conversation.savedReplies.queryOptions(undefined, { enabled: token?.sign === "/" }),
  );
  const completions: Completion[] =
    token?.sign === "@"
      ? colleagues
          .filter(({ name }) => matches(name, token.word))
          .map(({ id, name }) => ({ id, label: name }))
      : token?.sign === "/"
        ? (replies ?? [])
            .filter(({ name, body: text }) => matches(`${name} ${text}`, token.word))
            .slice(0, 8)
            .map(({ id, name, body: text }) => ({ id, label: name, detail: text.slice(0, 120) }))
        : [];
  const none = token?.sign === "/" && replies !== undefined ? "No saved reply has these words." : null;
  const choose = ({ id, label }: Completion) => {
    if (token === null) return;
    const text = token.sign === "@" ? `@${label} ` : (replies?.find((reply) => reply.id === id)?.body ?? "");
    const end = token.at + 1 + token.word.length;
    onChange(body.slice(0, token.at) + text + body.slice(end));
    setToken(null);
    const caret = token.at + text.length;
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const label = token?.sign === "@" ? "Colleagues" : "Saved replies";
  const completion = useCompletion({
    ...{ field, label, completions, none, firstChosen: true, onChoose: choose },
  });
  const { onKeyDown, ...fieldProps } = completion.fieldProps;
  return {
    colleagues,
    fieldProps,
    onKeyDown,
    list: completion.list,
    /** The text or the caret has changed. */
    look: (element: HTMLTextAreaElement) => {
      const next = tokenAt(element.value.slice(0, element.selectionStart), kind);
      setToken(next);
      if (next !== null) completion.open();
    },
  };
}

function tokenAt(before: string, kind: "reply" | "note"): Token | null {
  if (kind === "reply") {
    const slash = /^\/([^\n]{0,40})$/.exec(before);
    return slash && { sign: "/", word: slash[1] ?? "", at: 0 };
  }
  const at = /(?:^|\s)@([\p{L}\p{M}.'-]*)$/u.exec(before);
  return at && { sign: "@", word: at[1] ?? "", at: before.length - (at[1] ?? "").length - 1 };
}

function matches(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.trim().toLowerCase());
}

/** Which colleagues a note mentions, by the names that stand in it. */
export function mentionsIn(body: string, colleagues: readonly Colleague[]): string[] {
  return colleagues.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id);
}
