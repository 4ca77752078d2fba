"use client";

import { useQuery } from "@tanstack/react-query";
import { formatCount } from "#web/components/form/format-number.ts";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./customer-import.module.css";
import { Difference } from "./difference.tsx";
import { FileColumns } from "./file-columns.tsx";
import { nounWords, stateWords } from "./import-words.ts";
import { stateIcons } from "./state-icons.ts";
import { Steps } from "./steps.tsx";
import { UndoButton } from "./undo-button.tsx";
import { Working } from "./working.tsx";

const askAgainMs = 1_000;

/** One file in four steps: dropped, its columns, what would change, what has changed (P9). All of it is kept, wherever one goes meanwhile. */
export function ImportPage({ importId }: { importId: string }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.customerImport.get.queryOptions(
      { importId },
      {
        refetchInterval: ({ state }) =>
          state.data !== undefined &&
          ["looking", "running", "undoing"].includes(state.data.state) &&
          askAgainMs,
      },
    ),
  );
  if (data === undefined)
    return error === null ? null : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { state, noun, fileName, found, createdBy } = data;
  const { word, tone } = stateWords[state];
  const facts = [
    nounWords[noun].many,
    formatSize(data.bytes),
    ...(found.system === null ? [] : [`export of ${found.system}`]),
    `dropped by ${createdBy}`,
  ];
  return (
    <>
      <PageHeader
        title={fileName}
        breadcrumb={{ label: "Imports", href: "/customers/imports" }}
        status={
          <ToneBadge tone={tone} icon={stateIcons[state]}>
            {word}
          </ToneBadge>
        }
        facts={facts.join(" · ")}
        actions={data.undoUntil === null ? undefined : <UndoButton line={data} />}
      />
      <PageBody>
        {state !== "discarded" && <Steps state={state} />}
        {data.trouble !== null && (
          <ErrorNotice
            error={{
              data: { error: { code: "invalid_input", message: data.trouble, nextStep: troubleStep } },
            }}
          />
        )}
        {(state === "looking" || state === "running" || state === "undoing") && (
          <Card>
            <Working line={data} />
          </Card>
        )}
        {(state === "looked" || state === "done" || state === "undone") && (
          <Difference key={state} line={data} />
        )}
        {(state === "draft" || state === "looked" || state === "failed") && data.fileKey !== null && (
          <FileColumns key={`${data.settings.encoding}${data.settings.separator}${noun}`} line={data} />
        )}
        {state === "discarded" && (
          <Card>
            <div className={classes.away}>
              <p>This file was put away. Nothing of it was imported.</p>
              <LinkButton href="/customers/imports" variant="default">
                Import another file
              </LinkButton>
            </div>
          </Card>
        )}
      </PageBody>
    </>
  );
}

const troubleStep = "Mend the file and drop it again, or choose another encoding or separator below.";

function formatSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${formatCount(Math.max(1, Math.round(bytes / 1024)))} KB`;
  return `${formatCount(Math.round(bytes / 1024 / 1024))} MB`;
}
