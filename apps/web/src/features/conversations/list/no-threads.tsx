import type { ThreadFilter } from "@packpost/core/conversation/schemas";
import { IconChecks, IconMessages } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";

const nothing: Record<Exclude<ThreadFilter, "active">, { title: string; text: string }> = {
  unread: {
    title: "All read",
    text: "Whatever families or colleagues write next is here until you have seen it.",
  },
  waiting: { title: "Nobody is waiting", text: "Every family has had an answer to its last message." },
  mine: {
    title: "Nothing is assigned to you",
    text: "Conversations that a colleague or you give to you are here.",
  },
  later: {
    title: "Nothing waits to be sent",
    text: "Messages with a time of their own are here until they are sent, and whatever was not sent and waits for you.",
  },
  closed: {
    title: "Nothing closed yet",
    text: "A conversation that is closed rests here; the next message opens it again.",
  },
};

/** Why a list is empty, and the one thing to do. */
export function NoThreads({ filter, onNew }: { filter: ThreadFilter; onNew: () => void }) {
  if (filter !== "active")
    return (
      <EmptyState icon={IconChecks} title={nothing[filter].title}>
        {nothing[filter].text}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconMessages}
      title="Talk with your families"
      action={<Button onClick={onNew}>New message</Button>}
    >
      One conversation for each family, whether they write on their page, by text or by email. Nobody has
      written yet.
    </EmptyState>
  );
}
