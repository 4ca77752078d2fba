"use client";

import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { IconTicket, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { formatCount } from "#web/components/form/format-number.ts";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { Card } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { SearchInput } from "#web/components/table/search-input.tsx";
import {
  ManualRecipients,
  ManualRecipientsButton,
} from "#web/features/campaigns/manual-recipients/manual-recipients.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./audience.module.css";
import { audienceFilterOf } from "./audience-filter.ts";
import { AudienceFilters } from "./audience-filters.tsx";
import { AudienceTable } from "./audience-table.tsx";
import { ReviewContext } from "./review-context.ts";

interface AudienceSectionProps {
  campaignId: string;
  /** It is for those whom another campaign failed to reach, and for nobody else (C16). */
  isResend: boolean;
  passId: string | null;
  /** There is none to choose yet. */
  lacksPasses?: boolean;
  /** Fields the text uses without a fallback: people who lack them are counted. */
  fieldsWithoutFallback: readonly MergeFieldName[];
  canExport: boolean;
  /** Whether this person may see whom nobody writes to any more. */
  canSeeSuppressions: boolean;
  /** Whether people can be added and excluded here. */
  byHand?: boolean;
  /** Whether people can be taken off the exclusions, also where the lists themselves stand elsewhere. */
  canTakeOff?: boolean;
}

/** Everybody the campaign is about: who will receive it, who not, and every reason (C4). */
export function AudienceSection({ passId, lacksPasses = false, ...props }: AudienceSectionProps) {
  if (passId === null && lacksPasses) {
    return (
      <Card>
        <EmptyState
          icon={IconTicket}
          title="Your organisation has no passes yet"
          action={<LinkButton href="/customers/passes">Add a pass</LinkButton>}
        >
          A campaign goes to those who hold a pass. Give it a name first, then bring who holds it: a file of
          pets and one of registrations under <Link href="/customers/imports">Imports</Link>, or by hand on a
          customer’s page. This draft is kept meanwhile.
        </EmptyState>
      </Card>
    );
  }
  if (passId === null) {
    return (
      <Card>
        <EmptyState icon={IconUsers} title="Choose a pass to see who will receive it">
          Everyone with an application or a registered pet is listed here, with every reason why somebody will
          not receive it.
        </EmptyState>
      </Card>
    );
  }
  return <AudienceOfPass passId={passId} {...props} />;
}

function AudienceOfPass({
  campaignId,
  isResend,
  passId,
  fieldsWithoutFallback,
  canExport,
  canSeeSuppressions,
  byHand = true,
  canTakeOff = false,
}: AudienceSectionProps & { passId: string }) {
  const [show] = useQueryState("show", parseAsString);
  const [find] = useQueryState("find", parseAsString);
  const trpc = useTRPC();
  const count = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId, passId },
      { refetchInterval: 60_000, refetchOnWindowFocus: true },
    ),
  );
  const missing = useQuery(
    trpc.audience.countMissing.queryOptions(
      { campaignId, passId, fields: [...fieldsWithoutFallback] },
      { enabled: fieldsWithoutFallback.length > 0, placeholderData: keepPreviousData },
    ),
  );
  const lacking = fieldsWithoutFallback.length === 0 ? [] : (missing.data ?? []);
  // Whom a resend is for is settled: nobody can be added (C16).
  const lists: readonly EntryList[] = !byHand ? [] : isResend ? ["exclude"] : ["add", "exclude"];
  const [opened, open] = useState<readonly EntryList[]>([]);
  const { willReceive = 0, willNot = 0, added = 0, addedReceiving = 0 } = count.data ?? {};
  return (
    <Card padding="flush">
      <div className={classes.head} id="recipients">
        <h2 className={classes.title}>Recipients</h2>
        {count.data !== undefined && (
          <>
            <p className={classes.counts} role="status">
              <span>
                <b className={classes.willCount}>{formatCount(willReceive)}</b> will receive
              </span>
              <span>
                <b>{formatCount(willNot)}</b> will not
              </span>
            </p>
            {willReceive + willNot > 0 && (
              <span className={classes.bar} aria-hidden="true">
                <span style={{ width: `${(100 * willReceive) / (willReceive + willNot)}%` }} />
              </span>
            )}
          </>
        )}
        <div className={classes.tools}>
          <div className={classes.search}>
            <SearchInput placeholder="Name, email, pet" param="find" />
          </div>
          {lists.map((list) => (
            <ManualRecipientsButton
              key={list}
              campaignId={campaignId}
              list={list}
              opened={opened.includes(list)}
              onToggle={() =>
                open((before) =>
                  before.includes(list) ? before.filter((other) => other !== list) : [...before, list],
                )
              }
            />
          ))}
          {canExport && (
            <ExportButton
              path={`/api/export/campaigns/${campaignId}/audience`}
              filters={{ show, find }}
              label="Export the review"
            />
          )}
        </div>
      </div>
      <ManualRecipients campaignId={campaignId} opened={opened} addedInVain={added - addedReceiving} />
      {count.isError && count.data === undefined ? (
        <div className={classes.notice}>
          <ErrorNotice error={count.error} onRetry={() => void count.refetch()} />
        </div>
      ) : (
        <>
          <AudienceFilters count={count.data} missing={lacking} />
          <ReviewContext
            value={{
              campaignId,
              passId,
              canSeeSuppressions,
              isDraft: byHand,
              canTakeOff: byHand || canTakeOff,
              lacking: lackingIn(show),
            }}
          >
            <AudienceTable campaignId={campaignId} passId={passId} count={count.data} missing={lacking} />
          </ReviewContext>
        </>
      )}
    </Card>
  );
}

/** The field that everybody lacks whom the chosen chip shows. */
function lackingIn(show: string | null): MergeFieldName | null {
  const filter = audienceFilterOf(show);
  return filter.kind === "missing" ? filter.field : null;
}
