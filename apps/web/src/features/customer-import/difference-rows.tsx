"use client";

import type { ImportOutcome } from "@packpost/core/customer-import/enums";
import type { ImportPage, ImportRowLine } from "@packpost/core/customer-import/read-imports";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./customer-import.module.css";
import { fieldTitle } from "./import-words.ts";

interface DifferenceRowsProps {
  line: ImportPage;
  outcome: ImportOutcome | "kept";
}

const none: Readonly<Record<ImportOutcome | "kept", string>> = {
  created: "No row makes anything new.",
  changed: "No row changes what is there.",
  unchanged: "Rows that change nothing are only counted, unless there is something to say of them.",
  refused: "No row is refused.",
  kept: "Everything was undone.",
};

/** The rows of one outcome, field by field, as the file has them. */
export function DifferenceRows({ line, outcome }: DifferenceRowsProps) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.customerImport.rows.infiniteQueryOptions(
      { importId: line.id, outcome },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data?.pages.flatMap((page) => page.rows);
  // What was read while the work began has no rows yet: that is no answer.
  if (rows === undefined || (rows.length === 0 && list.isFetching)) return <p className={classes.foot}>…</p>;
  if (rows.length === 0) return <p className={classes.foot}>{none[outcome]}</p>;
  return (
    <>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.row}>
            <span className={classes.place}>Row {row.row}</span>
            <div className={classes.what}>
              <RowName row={row} line={line} outcome={outcome} />
              {shownOf(row, outcome).length > 0 && (
                <dl className={classes.changes}>
                  {shownOf(row, outcome).map(({ field, before, after }) => (
                    <div key={field}>
                      <dt>{fieldTitle(line.noun, field)}</dt>
                      <dd>
                        {outcome === "changed" && (
                          <>
                            <del>{before || "empty"}</del> <span aria-hidden>→</span>{" "}
                          </>
                        )}
                        <ins>{after || "empty"}</ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
              {row.note !== null && (
                <p className={outcome === "refused" ? classes.reason : classes.quiet}>{row.note}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={classes.foot}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function RowName({ row, line, outcome }: { row: ImportRowLine } & DifferenceRowsProps) {
  if (row.label === "") return null;
  const isThere = outcome !== "created" || line.state === "done";
  if (line.noun !== "customer" || row.subjectId === null || !isThere) return <b>{row.label}</b>;
  return (
    <Link href={`/customers/${row.subjectId}`} className={classes.name}>
      {row.label}
    </Link>
  );
}

/** Of what is new without what everybody new has. */
function shownOf({ changes }: ImportRowLine, outcome: DifferenceRowsProps["outcome"]) {
  if (outcome !== "created") return changes;
  return changes.filter(
    ({ field, after }) => field !== "contact" && !(field === "campaigns" && after === "subscribed"),
  );
}
