"use client";

import { TextInput } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { MailPreview } from "#web/components/mail/mail-preview.tsx";
import { BodyField } from "#web/components/markdown/body-field.tsx";
import { formatGap } from "#web/components/markdown/format-missing.ts";
import { MergeFieldMenu } from "#web/components/markdown/merge-field-menu.tsx";
import { ProblemList } from "#web/components/markdown/problem-list.tsx";
import { replaceField } from "#web/components/markdown/replace-field.ts";
import { TooLongLine } from "#web/components/markdown/too-long-line.tsx";
import { typeMergeField } from "#web/components/markdown/type-into.ts";
import { PageBody } from "#web/components/page/card.tsx";
import { OtherDraft } from "#web/components/thread/other-draft.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { Addressee } from "./addressee.tsx";
import { SendBar } from "./send-bar.tsx";
import { useEmailPreview } from "./use-email-preview.ts";
import { useSendEmail } from "./use-send-email.ts";
import { isTooLong, useWriting } from "./use-writing.ts";
import classes from "./write.module.css";

/** One email to one customer: written on the left, seen as it arrives on the right (P12). */
export function WritePage({ customerId, staffMemberId }: { customerId: string; staffMemberId: string }) {
  const trpc = useTRPC();
  const { data: customer } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  const { data: first } = useSuspenseQuery(trpc.customer.email.get.queryOptions({ customerId }));
  // Written on another device meanwhile: looked at again whenever one comes back to the page.
  const { data: writing = first } = useQuery(
    trpc.customer.email.get.queryOptions({ customerId }, { refetchOnWindowFocus: "always" }),
  );
  const draft = useWriting(customerId, staffMemberId, writing.draft);
  const { written, change, other, keeper } = draft;
  const preview = useEmailPreview(customerId, written);
  const sending = useSendEmail({ customerId, name: customer.name, to: writing.to, draft });
  const subject = useRef<HTMLInputElement>(null);
  const tooLong = isTooLong(written);
  const problems = preview.data?.problems ?? [];
  // An empty field of a mail that has just been begun is no mistake yet; sending names it.
  const of = (part: "subject" | "body") =>
    problems.filter((problem) => problem.part === part && !problem.code.startsWith("empty_"));
  return (
    <PageBody>
      <h2 className={classes.title}>New email to {customer.name}</h2>
      <Addressee customerId={customerId} name={customer.name} writing={writing} />
      {other !== null && (
        <div className={classes.other} role="status">
          <OtherDraft
            emptied={
              other.mailId === null
                ? "This mail was sent or emptied in another tab or on another device."
                : null
            }
            keeper={keeper}
          />
        </div>
      )}
      <div className={classes.columns}>
        <div className={classes.write}>
          <div className={classes.subjectField}>
            <TextInput
              ref={subject}
              id="email-subject"
              label="Subject"
              value={written.subject}
              readOnly={sending.isPending}
              placeholder="What is it about?"
              onChange={(event) => change({ subject: event.currentTarget.value })}
            />
            <div className={classes.fieldMenu}>
              <MergeFieldMenu
                label="Put a personal field into the subject"
                onChoose={(name) => subject.current && typeMergeField(subject.current, name)}
              />
            </div>
            <TooLongLine field="subject" text={written.subject} />
            <ProblemList
              problems={of("subject")}
              onReplace={(problem) => change({ subject: replaceField(written.subject, problem) })}
            />
          </div>
          <BodyField
            id="email-body"
            value={written.bodyMarkdown}
            problems={of("body")}
            readOnly={sending.isPending}
            onChange={(bodyMarkdown) => change({ bodyMarkdown })}
          />
          <SendBar
            name={customer.name}
            barred={writing.barriers.length > 0}
            {...{ sending, draft, tooLong }}
          />
        </div>
        <MailPreview
          message={preview.data?.message}
          stale={preview.isPlaceholderData}
          error={preview.data === undefined ? preview.error : null}
          onRetry={() => void preview.refetch()}
          tooLong={tooLong}
          sender={writing.sender}
          gap={formatGap(customer.name, preview.data?.missing ?? [])}
        />
      </div>
    </PageBody>
  );
}
