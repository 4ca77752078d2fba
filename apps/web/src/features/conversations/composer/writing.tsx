"use client";

import type { WhenInput } from "@packpost/core/conversation/later/schemas";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { MOST_CHARACTERS } from "@packpost/core/texting/most-characters";
import { IconBookmark } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { tooManyWords } from "#web/components/form/character-words.ts";
import { AddedPictureList } from "#web/components/pictures/added-picture-list.tsx";
import { picturesPasted } from "#web/components/pictures/files-in.ts";
import { useComposing } from "#web/components/thread/use-composing.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import { useWrittenPreferences } from "../keys/preferences.ts";
import { idToSend, nothingKnown } from "../later/composition.ts";
import { LaterButton } from "../later/later-button.tsx";
import { LaterNotices } from "../later/later-notices.tsx";
import { compositionOf, useComposition } from "../later/use-composition.ts";
import { useSchedule } from "../later/use-schedule.ts";
import type { Me } from "../me.ts";
import type { StaffOutbox } from "../outbox/outbox-item.ts";
import { TextRouteField, useTextRoute } from "../text-route.tsx";
import { writeTo } from "../thread-name.ts";
import classes from "./composer.module.css";
import { DraftNotices } from "./draft-notices.tsx";
import { longestMessage, useOpenDraft } from "./open-draft.ts";
import { pictureWords, whyNotReady } from "./picture-words.ts";
import { PicturesButton } from "./pictures-button.tsx";
import { useReplyPictures } from "./reply-pictures.ts";
import { mentionsIn, useTyped } from "./use-typed.tsx";

// What counts parts knows two alphabets: it comes when somebody writes a text.
const CountedText = dynamic(
  () => loadLater(() => import("./counted-text.tsx")).then((module) => module.CountedText),
  { ssr: false },
);
const SavedRepliesDialog = dynamic(
  () => loadLater(() => import("./saved-replies-dialog.tsx")).then((module) => module.SavedRepliesDialog),
  { ssr: false },
);

export interface WritingProps {
  thread: ThreadView;
  me: Me;
  outbox: () => StaffOutbox;
  kind: "reply" | "note";
}

/** The field of a reply or a note, with what goes along, and its buttons. */
export function Writing({ thread, me, outbox, kind }: WritingProps) {
  const { body, textTo, other, refused, keeper } = useOpenDraft(thread, me.id, kind);
  const field = useRef<HTMLTextAreaElement>(null);
  const [managing, setManaging] = useState(false);
  const { enterSends } = useWrittenPreferences();
  const typed = useTyped({ field, kind, body, onChange: (text) => keeper.type(text) });
  const composing = useComposing();
  const { tray, view } = useReplyPictures(thread, me.id, outbox);
  const pictures = kind === "reply" ? view.pictures : [];
  const isEmpty = body === "" && pictures.length === 0;
  // What this browser has kept counts at once; `body` begins as the server drew it.
  const hasNothing = keeper.read().body === "" && pictures.length === 0;
  const composition = useComposition(me.id, thread.id, kind === "reply" && hasNothing);
  const route = useTextRoute(thread, { textTo, onChoose: keeper.direct }, composition.before);
  const asText = kind === "reply" && route.text !== undefined;
  const most = asText ? MOST_CHARACTERS : longestMessage;
  const tooLong = body.length > most;
  const holdUp = whyNotReady(pictures);
  const ready = (body.trim() !== "" || pictures.length > 0) && !tooLong && holdUp === null;
  const send = () => {
    if (!ready) return;
    const seenNumber = thread.lastNumber;
    const mentions = kind === "note" ? mentionsIn(body, typed.colleagues) : [];
    const { body: text, version: draftVersion } = keeper.send();
    const known = kind === "reply" ? composition : nothingKnown;
    const entryId = idToSend(known, (id) => thread.entries.some((entry) => entry.id === id));
    const item = { entryId, threadId: thread.id, kind, body: text, mentions };
    const way = asText && route.text !== undefined ? { text: route.text } : {};
    const attached = kind === "reply" ? { pictures: tray.take() } : {};
    outbox().add({ ...item, ...way, ...attached, seenNumber, draftVersion, writtenAtMs: Date.now() });
    if (kind === "reply") compositionOf(me.id, thread.id).clear();
    field.current?.focus();
  };
  const planned = useSchedule(thread, me.id);
  const letGo = () => {
    tray.take();
    compositionOf(me.id, thread.id).clear();
  };
  const sendLater = (when: WhenInput, appointmentId: string | null) => {
    const attachmentIds = pictures.map(({ id }) => id);
    const written = { body, draftVersion: keeper.read().version, attachmentIds, text: route.text };
    const onDone = () => {
      keeper.send();
      letGo();
      field.current?.focus();
    };
    return planned.run(written, when, appointmentId, { onDone, onNoAnswer: () => keeper.goOn() });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    typed.onKeyDown(event);
    if (event.defaultPrevented) return;
    if (event.key === "Escape") return field.current?.blur();
    if (event.key !== "Enter" || composing.isComposing(event)) return;
    const withModifier = event.metaKey || event.ctrlKey;
    if (!withModifier && (event.shiftKey || event.altKey || !enterSends)) return;
    event.preventDefault();
    if (!event.repeat) send();
  };
  // A phone shows its keyboard only when somebody touches the field.
  useEffect(() => {
    if (kind === "note") field.current?.focus();
  }, [kind]);
  const sendButton = (
    <Button
      size="sm"
      onClick={send}
      aria-disabled={!ready || undefined}
      data-ready={ready || undefined}
      className={classes.send ?? ""}
    >
      {kind === "reply" ? "Send" : "Add note"}
    </Button>
  );
  return (
    <>
      {/* That it was emptied, where it may be scheduled, is said there. */}
      {(other?.body !== "" || composition.tried === null) && <DraftNotices {...{ other, keeper }} />}
      {kind === "reply" && (
        <LaterNotices
          {...{ thread, me, composition, planned, body, pictures, isEmpty }}
          onStands={() => {
            // Its draft went on above the version that was handed on, so it is emptied as one that was never sent.
            keeper.type("");
            letGo();
          }}
        />
      )}
      {kind === "reply" && (
        <TextRouteField data={route.data} decides={me.hasTab} chosen={route.key} onChoose={route.choose} />
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={kind === "reply" ? writeTo(thread) : "Write a note for colleagues"}
        placeholder={kind === "reply" ? `${writeTo(thread)}…` : "A note for colleagues; @ mentions one…"}
        className={classes.field}
        value={body}
        readOnly={planned.pending}
        data-composer-field
        {...typed.fieldProps}
        onPaste={(event) => {
          const pasted = kind === "reply" ? picturesPasted(event.clipboardData) : [];
          if (pasted.length === 0) return;
          event.preventDefault();
          tray.add(pasted);
        }}
        onChange={(event) => {
          keeper.type(event.currentTarget.value);
          typed.look(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
        onCompositionStart={composing.start}
        onCompositionEnd={composing.end}
      />
      {typed.list}
      {kind === "reply" && (
        <AddedPictureList
          view={view}
          words={pictureWords}
          onRemove={(id) => tray.remove(id)}
          onRetry={(id) => tray.retry(id)}
        />
      )}
      {asText && body !== "" && <CountedText body={body} onChange={(text) => keeper.type(text)} />}
      <div className={classes.foot}>
        {kind === "reply" && (
          <>
            <PicturesButton onFiles={(files) => tray.add(files)} />
            <button type="button" className={classes.tool} onClick={() => setManaging(true)} data-touch>
              <IconBookmark size={17} stroke={1.7} aria-hidden /> <span>Saved replies</span>
            </button>
          </>
        )}
        {tooLong || refused === true ? (
          <span className={classes.tooLong} role="alert">
            {tooLong && tooManyWords(body.length - most)}
            {refused === true && `${tooLong ? "; kept" : "Kept"} on this device alone`}
          </span>
        ) : (
          <span
            className={classes.hint}
            role={holdUp === null ? undefined : "status"}
            data-holds={holdUp !== null || undefined}
          >
            {holdUp !== null
              ? holdUp
              : enterSends
                ? "Enter sends · Shift+Enter new line"
                : "Ctrl+Enter sends"}
          </span>
        )}
        {kind === "reply" ? (
          <LaterButton
            {...{ thread, ready, pending: planned.pending, error: planned.error }}
            text={route.text}
            before={composition.before}
            onOpen={planned.reset}
            onChoose={sendLater}
          >
            {sendButton}
          </LaterButton>
        ) : (
          sendButton
        )}
      </div>
      {managing && (
        <SavedRepliesDialog
          edits={me.hasTab}
          onClose={() => setManaging(false)}
          onTake={(text) => {
            keeper.type(body.trim() === "" ? text : `${body}\n${text}`);
            setManaging(false);
          }}
        />
      )}
    </>
  );
}
