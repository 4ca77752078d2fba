"use client";

import { IconMessages, IconPencilPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import {
  memo,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import { useMessageKeys } from "./keys/use-message-keys.ts";
import { ListSkeleton, ThreadList } from "./list/thread-list.tsx";
import { useThreads } from "./list/use-threads.ts";
import type { Me } from "./me.ts";
import classes from "./messages-page.module.css";
import { SearchField } from "./search/search-field.tsx";
import { useSearch } from "./search/use-search.ts";
import { ThreadSkeleton } from "./thread/thread-skeleton.tsx";
import type { ThreadHandle } from "./thread/thread-view.tsx";
import { useThreadOptions } from "./thread/use-thread.ts";
import { threadName } from "./thread-name.ts";
import { useThreadPlace } from "./thread-place.ts";

const NewMessageDialog = dynamic(
  () =>
    loadLater(() => import("./new-message/new-message-dialog.tsx")).then((module) => module.NewMessageDialog),
  { ssr: false },
);
const KeysDialog = dynamic(
  () => loadLater(() => import("./keys/keys-dialog.tsx")).then((module) => module.KeysDialog),
  { ssr: false },
);

const SearchResults = dynamic(
  () => loadLater(() => import("./search/search-results.tsx")).then((module) => module.SearchResults),
  { ssr: false, loading: () => <ListSkeleton /> },
);

// The list alone needs neither; a page that opens with a thread has them in its first paint.
const ThreadView = dynamic(
  () => loadLater(() => import("./thread/thread-view.tsx")).then((module) => module.ThreadView),
  { loading: () => <ThreadSkeleton onLeave={() => undefined} /> },
);
const FamilyPanel = dynamic(() =>
  loadLater(() => import("./panel/family-panel.tsx")).then((module) => module.FamilyPanel),
);

/**
 * Talking with families (V): the list, the open thread, the family. On a phone one after the other.
 * @param alerts what stands at the right edge for those who send mass texts (A2)
 */
export function MessagesPage({ me, alerts = null }: { me: Me; alerts?: ReactNode }) {
  const { threadId, go } = useThreadPlace();
  const search = useSearch();
  const threads = useThreads();
  const [dialog, show] = useState<"new" | "keys" | "family" | null>(null);
  const [focusComposer, setFocusComposer] = useState<string | null>(null);
  const open = useRef<ThreadHandle>(null);
  useTitle(threadId);
  useComposerFocus(focusComposer, threadId, () => setFocusComposer(null));
  useMessageKeys({
    onStep: (step) => {
      const ids = (threads.rows ?? []).map(({ id }) => id);
      const at = threadId === null ? -1 : ids.indexOf(threadId);
      const next = at === -1 ? ids[0] : ids[at + step];
      if (next !== undefined) go(next);
    },
    onReply: () => open.current?.reply(),
    onClose: () => open.current?.close(),
    onUnread: () => open.current?.markUnread(),
    onSearch: search.focus,
    onHelp: () => show("keys"),
  });
  const startNew = () => show("new");
  const showFamily = useCallback(() => show("family"), []);
  useNewByAddress(startNew);
  const openNew = (opened: string) => {
    show(null);
    setFocusComposer(opened);
    go(opened);
  };
  return (
    <div className={classes.whole} data-fills data-thread-open={threadId !== null || undefined}>
      <div className={classes.page} data-thread-open={threadId !== null || undefined}>
        <div className={classes.listSide}>
          <div className={classes.head}>
            <ListTitle open={threadId !== null} />
            <Button
              variant="default"
              size="sm"
              className={classes.new ?? ""}
              leftSection={<IconPencilPlus size={17} stroke={1.8} aria-hidden />}
              onClick={startNew}
            >
              New<span className={classes.hidden}> message</span>
            </Button>
          </div>
          <SearchField search={search} />
          {search.term === "" ? (
            <ThreadList me={me.id} threads={threads} onNew={startNew} />
          ) : (
            <SearchResults me={me.id} search={search} onFamily={openNew} />
          )}
        </div>
        <div className={classes.threadSide}>
          {threadId === null ? (
            <NothingOpen />
          ) : (
            <ThreadSide key={threadId} {...{ threadId, me, open }} onPanel={showFamily} />
          )}
        </div>
        {threadId !== null && (
          <aside className={classes.panelSide} aria-label="Family">
            <FamilyPanel threadId={threadId} decides={me.hasTab} />
          </aside>
        )}
        {dialog === "new" && <NewMessageDialog onClose={() => show(null)} onOpen={openNew} />}
        {dialog === "keys" && <KeysDialog onClose={() => show(null)} />}
        {threadId !== null && (
          <Dialog
            opened={dialog === "family"}
            onClose={() => show(null)}
            title="The family"
            width={380}
            placement="side"
          >
            <FamilyPanel threadId={threadId} decides={me.hasTab} />
          </Dialog>
        )}
      </div>
      {alerts}
    </div>
  );
}

interface ThreadSideProps {
  threadId: string;
  me: Me;
  open: Ref<ThreadHandle>;
  onPanel: () => void;
}

/**
 * The open thread. Drawn again it would not be taken over from the first paint before its scripts are there, but drawn anew, and
 * whoever writes in it would lose their place: so only the address draws it again, not what happens in the list.
 */
const ThreadSide = memo(function ThreadSide({ threadId, me, open, onPanel }: ThreadSideProps) {
  const { entry, go, leave } = useThreadPlace();
  return (
    <ThreadView
      ref={open}
      {...{ threadId, me, entry, onPanel }}
      onNewest={() => go(threadId)}
      onLeave={leave}
    />
  );
});

/** `?new=1`, where the palette leads: a new message is begun, and the address forgets it. */
function useNewByAddress(start: () => void): void {
  const [wanted, setWanted] = useQueryState("new", parseAsString);
  const begin = useEffectEvent(() => {
    setWanted(null);
    start();
  });
  useEffect(() => {
    if (wanted !== null) begin();
  }, [wanted]);
}

function ListTitle({ open }: { open: boolean }) {
  const Heading = open ? "h2" : "h1";
  return <Heading className={classes.title}>Messages</Heading>;
}

function NothingOpen() {
  return (
    <EmptyState icon={IconMessages} title="Choose a conversation">
      Or press <b>New</b> to write to a family. <b>j</b> and <b>k</b> go through the list, <b>?</b> shows all
      keys.
    </EmptyState>
  );
}

/** The page is called after the family that is open. */
function useTitle(threadId: string | null): void {
  const queryClient = useQueryClient();
  const options = useThreadOptions();
  const key = threadId === null ? null : options(threadId).queryKey;
  useEffect(() => {
    const name = () => {
      const thread = key === null ? undefined : queryClient.getQueryData(key);
      const title = `${thread === undefined ? "" : `${threadName(thread)} · `}Messages · Packpost`;
      if (document.title !== title) document.title = title;
    };
    name();
    return queryClient.getQueryCache().subscribe(name);
  });
}

/** A new message's composer has the focus once its thread is there (V2). */
function useComposerFocus(wanted: string | null, threadId: string | null, done: () => void): void {
  useEffect(() => {
    if (wanted === null || wanted !== threadId) return;
    const look = () => {
      const field = document.querySelector<HTMLElement>("[data-composer-field]");
      if (field === null) return false;
      field.focus();
      done();
      return true;
    };
    if (look()) return;
    const observer = new MutationObserver(() => look() && observer.disconnect());
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  });
}
