"use client";

import { NativeSelect } from "@mantine/core";
import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import { IconArrowRight } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { nameWithin, threadName } from "../thread-name.ts";
import { FamilySearch } from "./family-search.tsx";
import classes from "./joining.module.css";
import { SidePreview } from "./side-preview.tsx";

const SOMEBODY = "somebody";

interface JoinDialogProps {
  threadId: string;
  stranger: string;
  onClose: () => void;
  /** @param threadId the family's */
  onJoined: (threadId: string) => void;
}

/** Whose number it is: the family, the person, and both sides before they become one (V8, T6). */
export function JoinDialog({ threadId, stranger, onClose, onJoined }: JoinDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [family, choose] = useState<FoundFamily | null>(null);
  const [person, choosePerson] = useState(SOMEBODY);
  const preview = useQuery(
    trpc.conversation.previewJoin.queryOptions(
      { strangerThreadId: threadId, familyId: family?.id ?? "" },
      { enabled: family !== null },
    ),
  );
  const join = useMutation(
    trpc.conversation.join.mutationOptions({
      onSuccess: async ({ threadId: joined }) => {
        await queryClient.invalidateQueries(trpc.conversation.pathFilter());
        onJoined(joined);
      },
    }),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Whose ${stranger.includes("@") ? "address" : "number"} is ${threadName({ family: null, stranger })}?`}
      width={640}
    >
      {family === null ? (
        <FamilySearch onChoose={choose} />
      ) : (
        <div className={classes.form}>
          <NativeSelect
            label={`Of the ${threadName({ family, stranger: null })}`}
            description="What comes from there later stands in the family's conversation as theirs."
            value={person}
            onChange={(event) => choosePerson(event.currentTarget.value)}
            data={[
              ...family.people.map(({ id, name }) => ({ value: id, label: name })),
              { value: SOMEBODY, label: "Somebody of the family" },
            ]}
          />
          {preview.error !== null && <ErrorNotice error={preview.error} />}
          {preview.data !== undefined && (
            <div className={classes.sides} data-joins>
              <SidePreview
                title={`From ${threadName({ family: null, stranger })}`}
                side={preview.data.stranger}
              />
              <IconArrowRight size={22} stroke={1.6} role="img" aria-label="goes into" />
              <SidePreview
                title={`Into the conversation of ${nameWithin(preview.data.family.name)}`}
                side={preview.data.family}
              />
            </div>
          )}
          <p className={classes.note}>
            What came from there goes to the end of the family’s conversation, and they can read it on their
            own pages. Nothing is lost: the two can be split again at any time.
          </p>
          {join.error !== null && <ErrorNotice error={join.error} />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => choose(null)}>
              Another family
            </Button>
            <Button
              loading={join.isPending}
              disabled={preview.data === undefined}
              onClick={() =>
                join.mutate({
                  strangerThreadId: threadId,
                  familyId: family.id,
                  customerId: person === SOMEBODY ? null : person,
                })
              }
            >
              Join the conversations
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
