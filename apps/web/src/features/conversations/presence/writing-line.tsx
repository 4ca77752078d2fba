"use client";

import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import { TypingDots } from "#web/components/presence/typing-dots.tsx";
import classes from "./presence.module.css";
import { writingWords } from "./writing-words.ts";

/** Who is writing at this moment, below the newest entry; its place is kept, so that nothing moves when it comes and goes. */
export function WritingLine({ people }: { people: readonly PresentPerson[] }) {
  const words = writingWords(people);
  return (
    <div className={classes.writing} role="status" data-writing={words !== null || undefined}>
      {words !== null && (
        <>
          <TypingDots /> {words}…
        </>
      )}
    </div>
  );
}
