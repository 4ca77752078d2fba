"use client";

import { IconKey } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { LineList } from "#web/components/lines/line-list.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./api.module.css";
import { KeyLine } from "./key-line.tsx";
import { WebhooksCard } from "./webhooks-card.tsx";

/** It checks what is typed: a library of its own, needed only once somebody makes a key. */
const NewKey = dynamic(() => loadLater(() => import("./new-key.tsx")).then((module) => module.NewKey), {
  ssr: false,
});

/** How other systems of the business get in: their keys, where the reference is, and what they are told (P10). */
export function ApiPage() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.apiKey.list.queryOptions());
  const [making, make] = useState(false);
  const newKey = <Button onClick={() => make(true)}>New key</Button>;
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Settings", href: "/settings" }}
        title="API"
        facts="How your other systems work with Packpost: keep customers up to date, send work orders, read what became of mails"
        actions={
          <LinkButton href={`${data.apiUrl}/v1/reference`} variant="default">
            Reference
          </LinkButton>
        }
      />
      <PageBody>
        <Card title="Keys" tools={data.keys.length > 0 && newKey}>
          <dl className={classes.address} aria-label="Where the API is">
            <CopiedField label="Address" value={`${data.apiUrl}/v1`} copy="Copy the address" />
          </dl>
          {data.keys.length === 0 ? (
            <EmptyState icon={IconKey} title="No keys yet" action={newKey}>
              Each system gets a key of its own, so that you can see which one works and end one alone. Give
              it no more than it needs.
            </EmptyState>
          ) : (
            <LineList label="Keys">
              {data.keys.map((key) => (
                <KeyLine key={key.id} line={key} />
              ))}
            </LineList>
          )}
        </Card>
        <WebhooksCard />
      </PageBody>
      {making && <NewKey onClose={() => make(false)} />}
    </>
  );
}
