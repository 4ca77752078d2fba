"use client";

import { Textarea, TextInput } from "@mantine/core";
import type { SavedReplyView } from "@packpost/core/conversation/inbox/saved-replies";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Option, OptionList } from "#web/components/choice/option-list.tsx";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./saved-replies.module.css";

interface SavedRepliesDialogProps {
  /** Writes, edits and deletes them: who has the messages tab. */
  edits: boolean;
  onClose: () => void;
  /** Puts one into the message. */
  onTake: (body: string) => void;
}

/** What is said again and again (V12): taken into the message, written, edited, deleted. */
export function SavedRepliesDialog({ edits, onClose, onTake }: SavedRepliesDialogProps) {
  const trpc = useTRPC();
  const { data: replies, error, refetch } = useQuery(trpc.conversation.savedReplies.queryOptions());
  const [editing, edit] = useState<SavedReplyView | null>(null);
  const startNew = () => edit({ id: crypto.randomUUID(), name: "", body: "" });
  return (
    <Dialog opened onClose={onClose} title="Saved replies" width={560}>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {editing !== null ? (
        <ReplyForm key={editing.id} reply={editing} onDone={() => edit(null)} />
      ) : (
        <>
          <p className={classes.about}>
            Type / at the beginning of a message to find one of these by its words.
          </p>
          <div className={classes.list}>
            <OptionList label="Saved replies">
              {replies?.map((reply) => (
                <Option
                  key={reply.id}
                  name={reply.name}
                  about={reply.body}
                  onChoose={() => onTake(reply.body)}
                  beside={edits && <ReplyButtons reply={reply} onEdit={() => edit(reply)} />}
                />
              ))}
            </OptionList>
          </div>
          {replies?.length === 0 && <p className={classes.about}>There is none yet.</p>}
          {edits && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={startNew}
              data-autofocus
            >
              New saved reply
            </Button>
          )}
        </>
      )}
    </Dialog>
  );
}

function ReplyButtons({ reply, onEdit }: { reply: SavedReplyView; onEdit: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.conversation.deleteSavedReply.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.conversation.savedReplies.queryFilter()),
    }),
  );
  const [asked, ask] = useState(false);
  return (
    <>
      <button
        type="button"
        className={classes.icon}
        aria-label={`Edit “${reply.name}”`}
        onClick={onEdit}
        data-touch
      >
        <IconPencil size={16} stroke={1.7} aria-hidden />
      </button>
      {asked ? (
        <Button
          size="compact-sm"
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate({ savedReplyId: reply.id })}
        >
          Delete
        </Button>
      ) : (
        <button
          type="button"
          className={classes.icon}
          aria-label={`Delete “${reply.name}”`}
          onClick={() => ask(true)}
          data-touch
        >
          <IconTrash size={16} stroke={1.7} aria-hidden />
        </button>
      )}
    </>
  );
}

function ReplyForm({ reply, onDone }: { reply: SavedReplyView; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.conversation.saveReply.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.conversation.savedReplies.queryFilter());
        onDone();
      },
    }),
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        save.mutate({
          savedReplyId: reply.id,
          name: String(data.get("name")),
          body: String(data.get("body")),
        });
      }}
    >
      {save.error !== null && <ErrorNotice error={save.error} />}
      <TextInput
        name="name"
        label="Name"
        defaultValue={reply.name}
        required
        withAsterisk={false}
        maxLength={80}
        data-autofocus
      />
      <Textarea
        name="body"
        label="What it says"
        defaultValue={reply.body}
        required
        withAsterisk={false}
        autosize
        minRows={4}
        maxRows={12}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Back
        </Button>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
