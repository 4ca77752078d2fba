"use client";

import { IconMailCheck } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import classes from "./unplaced.module.css";
import { UnplacedCard } from "./unplaced-card.tsx";
import { useUnplacedOptions } from "./use-unplaced-options.ts";

/** Mails that came in and belong nowhere by themselves (T42): a person says where, and nobody is answered. */
export function UnplacedPage() {
  const { data: mails } = useSuspenseQuery(useUnplacedOptions().mails);
  return (
    <>
      <PageHeader
        title="Emails nobody could place"
        breadcrumb={{ label: "Messages", href: "/messages" }}
        facts="Their sender is no customer, or several families have that address. Nobody was answered; families see nothing of them until you place one."
      />
      {mails.length === 0 ? (
        <EmptyState
          icon={IconMailCheck}
          title="Nothing waits here"
          action={
            <LinkButton href="/messages" variant="default">
              To the messages
            </LinkButton>
          }
        >
          Every email that came in has found its family’s conversation, or somebody has settled it.
        </EmptyState>
      ) : (
        <ul className={classes.mails}>
          {mails.map((mail) => (
            <li key={mail.id}>
              <UnplacedCard mail={mail} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
