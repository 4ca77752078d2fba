"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import type { PassUse } from "@packpost/core/pass/count-pass-uses";
import { IconArchive, IconArchiveOff, IconPencil, IconPlus, IconTicket } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "#web/components/form/button.tsx";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { PassDialog } from "./pass-dialog.tsx";
import classes from "./passes-page.module.css";
import { useRetire } from "./use-retire.ts";

/** What customers can hold: add, rename, retire. */
export function PassesPage({ role }: { role: Role }) {
  const trpc = useTRPC();
  const { data: passes } = useSuspenseQuery(trpc.pass.list.queryOptions());
  const [edited, edit] = useQueryState("pass", parseAsString);
  const canEdit = can(role, "customer.edit");
  const add = canEdit ? (
    <Button
      leftSection={<IconPlus size={17} stroke={2} aria-hidden />}
      onClick={() => edit("new", { history: "push" })}
    >
      Add a pass
    </Button>
  ) : undefined;
  const close = () => edit(null, { history: "back" });
  const pass = passes.find(({ id }) => id === edited) ?? null;
  return (
    <>
      <PageHeader
        title="Passes"
        breadcrumb={{ label: "Customers", href: "/customers" }}
        facts="What customers apply for and pets are registered for. A campaign goes to those who hold one."
        actions={passes.length === 0 ? undefined : add}
      />
      <PageBody>
        {passes.length === 0 ? (
          <EmptyState icon={IconTicket} title="No passes yet" action={add}>
            A pass is what a customer can hold, such as “2026 season”. Each campaign is for the holders of
            one.
          </EmptyState>
        ) : (
          <Card padding="flush">
            <ul className={classes.list} aria-label="Passes">
              {passes.map((one) => (
                <Line
                  key={one.id}
                  pass={one}
                  canEdit={canEdit}
                  onRename={() => edit(one.id, { history: "push" })}
                />
              ))}
            </ul>
          </Card>
        )}
      </PageBody>
      {canEdit && (edited === "new" || pass !== null) && (
        <PassDialog key={pass?.id ?? "new"} pass={pass} onClose={close} />
      )}
    </>
  );
}

function Line({ pass, canEdit, onRename }: { pass: PassUse; canEdit: boolean; onRename: () => void }) {
  const { retire, bringBack, scheduled, isPending } = useRetire(pass);
  const { id, name, retiredAt, approved, pending, drafts } = pass;
  const isRetired = retiredAt !== null;
  const facts = [
    approved === 0 ? "Nobody holds it" : `${formatPeople(approved)} hold${approved === 1 ? "s" : ""} it`,
    ...(pending === 0 ? [] : [`${formatCount(pending)} pending`]),
    ...(drafts === 0 ? [] : [`${formatCount(drafts)} ${drafts === 1 ? "draft" : "drafts"} for it`]),
  ];
  return (
    <li className={classes.line} aria-label={name}>
      <div className={classes.words}>
        <span className={classes.name}>
          <b>{name}</b>
          {isRetired && <ToneBadge tone="grey">Retired</ToneBadge>}
        </span>
        <span className={classes.facts}>
          {facts.join(" · ")}
          <span className={classes.dot}> · </span>
          <Link href={`/customers?pass=${id}`} prefetch={false}>
            Show everybody who has to do with it
          </Link>
          {canEdit && !isRetired && approved === 0 && (
            <>
              {" · "}
              <Link href="/customers/imports" prefetch={false}>
                Import who holds it
              </Link>
            </>
          )}
        </span>
        {scheduled.length > 0 && (
          <span className={classes.refused} role="alert">
            It cannot be retired while a campaign for it waits for its time:{" "}
            {scheduled.map((campaign, at) => (
              <span key={campaign.id}>
                {at > 0 && ", "}
                <Link href={`/campaigns/${campaign.id}`}>{campaign.name || "unnamed"}</Link>
              </span>
            ))}
            . Take it back to a draft first, or let it go out.
          </span>
        )}
      </div>
      {canEdit && (
        <div className={classes.actions}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={14} stroke={1.8} aria-hidden />}
            onClick={onRename}
          >
            Rename
          </Button>
          <Button
            variant="default"
            size="xs"
            loading={isPending}
            leftSection={
              isRetired ? (
                <IconArchiveOff size={14} stroke={1.8} aria-hidden />
              ) : (
                <IconArchive size={14} stroke={1.8} aria-hidden />
              )
            }
            onClick={() => void (isRetired ? bringBack() : retire())}
          >
            {isRetired ? "Bring back" : "Retire"}
          </Button>
        </div>
      )}
    </li>
  );
}
