"use client";

import { fillWords } from "@packpost/core/portal/fill-words";
import { IconArrowUp } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useId } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./composer.module.css";
import { longestMessage } from "./use-draft.ts";

/** From here on one is told how much is left. */
const nearlyFull = 500;

interface ComposerProps {
  text: string;
  onType: (text: string) => void;
  onSend: () => void;
}

/** Where one writes. With a keyboard Enter sends and Shift+Enter makes a line; on a phone Enter makes a line. */
export function Composer({ text, onType, onSend }: ComposerProps) {
  const { words } = usePortal();
  const limitId = useId();
  const left = longestMessage - text.length;
  const canSend = text.trim() !== "" && left >= 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (canSend) onSend();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While letters are composed (Japanese, accents) Enter belongs to that.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229)
      return;
    if (window.matchMedia("(pointer: coarse)").matches) return;
    send(event);
  };
  return (
    <form className={classes.form} onSubmit={send}>
      {left < nearlyFull && (
        <p
          id={limitId}
          className={classes.limit}
          data-over={left < 0 || undefined}
          role={left < 0 ? "alert" : undefined}
        >
          {fillWords(left < 0 ? words.thread.tooLong : words.thread.left, {
            count: Math.abs(left).toLocaleString(words.language),
          })}
        </p>
      )}
      <div className={classes.row}>
        <textarea
          className={classes.field}
          rows={1}
          name="message"
          aria-label={words.thread.write}
          placeholder={words.thread.write}
          aria-describedby={left < nearlyFull ? limitId : undefined}
          aria-invalid={left < 0}
          autoComplete="off"
          dir="auto"
          value={text}
          onChange={({ target }) => onType(target.value)}
          onKeyDown={press}
        />
        <button
          type="submit"
          className={classes.send}
          aria-label={words.thread.send}
          aria-disabled={!canSend}
        >
          <IconArrowUp size={22} stroke={2.2} aria-hidden />
        </button>
      </div>
    </form>
  );
}
