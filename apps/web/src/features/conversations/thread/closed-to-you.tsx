"use client";

import { useEffect, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { keptDrafts } from "../composer/open-draft.ts";
import type { Me } from "../me.ts";
import { useThreadOutbox } from "../outbox/page-outbox.ts";
import classes from "./closed-to-you.module.css";
import { BodyText } from "./entry/body-text.tsx";
import { BackButton } from "./header/back-button.tsx";

interface ClosedToYouProps {
  threadId: string;
  me: Me;
  error: ShownError;
  onRetry: () => void;
  onLeave: () => void;
}

const none: readonly never[] = [];

/** Access has ended while the page was open (V6): it says why, shows nothing of the thread, and keeps what one had written oneself. */
export function ClosedToYou({ threadId, me, error, onRetry, onLeave }: ClosedToYouProps) {
  const { unsent, outbox } = useThreadOutbox(me.id, { id: threadId, entries: none });
  const [drafts, setDrafts] = useState<readonly string[]>([]);
  useEffect(() => setDrafts(keptDrafts(me.id, threadId)), [me.id, threadId]);
  return (
    <div className={classes.place}>
      <BackButton onLeave={onLeave} alone={!me.hasTab} />
      <h1 className={classes.title}>Conversation</h1>
      <ErrorNotice error={error} onRetry={onRetry} />
      {unsent.map(({ item: { entryId, body } }) => (
        <Kept key={entryId} words="Not sent" body={body} onDiscard={() => void outbox().takeBack(entryId)} />
      ))}
      {drafts.map((body) => (
        <Kept key={body} words="Your draft" body={body} />
      ))}
    </div>
  );
}

function Kept({ words, body, onDiscard }: { words: string; body: string; onDiscard?: () => void }) {
  return (
    <article className={classes.kept} aria-label={words}>
      <h2>{words}</h2>
      <div className={classes.body}>
        <BodyText text={body} />
      </div>
      <div className={classes.deeds}>
        <Button size="xs" variant="default" onClick={() => void navigator.clipboard.writeText(body)}>
          Copy
        </Button>
        {onDiscard !== undefined && (
          <Button size="xs" variant="subtle" onClick={onDiscard}>
            Throw away
          </Button>
        )}
      </div>
    </article>
  );
}
