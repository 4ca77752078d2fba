"use client";

import { auditSubjects, isAuditSubject } from "@packpost/core/audit-deeds";
import type { AuditEntry } from "@packpost/core/audit-log/get-audit-entry";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./audit.module.css";
import { formatDeed, formatDoer, placeOfSubject } from "./audit-words.ts";
import { detailLines } from "./detail-lines.ts";

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** One entry with everything that was written down, beside the table. */
export function AuditEntryPanel() {
  const [open, setOpen] = useQueryState("entry", parseAsString);
  return (
    <Dialog
      inUrl
      opened={open !== null}
      onClose={() => setOpen(null, { history: "back" })}
      placement="side"
      width={520}
      title="What was done"
    >
      {open !== null && <Entry entryId={open} />}
    </Dialog>
  );
}

function Entry({ entryId }: { entryId: string }) {
  const trpc = useTRPC();
  const isEntry = uuid.test(entryId);
  const found = useQuery(trpc.audit.get.queryOptions({ entryId }, { enabled: isEntry, retry: false }));
  if (!isEntry)
    return (
      <EmptyState icon={IconHistory} title="This entry is not there" headingLevel="h3">
        The link may be cut off. Look for it in the list.
      </EmptyState>
    );
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton height={240} radius="md" />;
  return <Explained entry={found.data} />;
}

function Explained({ entry }: { entry: AuditEntry }) {
  const zone = useOrganisationZone();
  const { at, actor, subject, detail, names } = entry;
  const lines = detailLines(detail, zone, names);
  const place = placeOfSubject(entry);
  return (
    <div className={classes.entry}>
      <div>
        <p className={classes.what}>
          {formatDoer(actor)} {formatDeed(entry)}
          {subject.name !== null && ` “${subject.name}”`}
        </p>
        <p className={classes.facts}>{formatExactTime(at, zone)}</p>
      </div>
      {lines.length > 0 && (
        <dl className={classes.lines}>
          {lines.map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>
                {"value" in line ? (
                  line.value
                ) : (
                  <>
                    <span className={classes.before}>{line.before}</span>
                    {" → "}
                    {line.after}
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.links}>
        {place !== null && <LinkButton href={place}>{openWords(subject.kind)}</LinkButton>}
        {isAuditSubject(subject.kind) && subject.kind !== "organisation" && (
          <LinkButton href={`/settings/audit?what=${subject.kind}&id=${subject.id}`} variant="default">
            All that was done to it
          </LinkButton>
        )}
      </div>
    </div>
  );
}

function openWords(kind: string): string {
  if (kind === "organisation" || !isAuditSubject(kind)) return "Open the page";
  return `Open ${auditSubjects[kind].the.replace(/^an? /, "the ")}`;
}
