"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { LineList } from "#web/components/lines/line-list.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { InvitationLine } from "./invitation-line.tsx";
import { MemberLine } from "./member-line.tsx";
import classes from "./staff.module.css";
import type { Viewer } from "./viewer.ts";

/** It checks what is typed: a library of its own, needed only once somebody is invited. */
const InviteDialog = dynamic(
  () => loadLater(() => import("./invite-dialog.tsx")).then((module) => module.InviteDialog),
  { ssr: false },
);

/** Between two looks, in milliseconds, while an invitation's mail is on its way. */
const LOOK_MS = 3_000;
const onItsWay: ReadonlySet<string> = new Set(["waiting", "claimed", "sent"]);

/** Who works here, who is invited and who has left (O1). */
export function StaffPage({ viewer }: { viewer: Viewer }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery({
    ...trpc.staff.list.queryOptions(),
    refetchInterval: ({ state }) =>
      state.data?.invitations.some(({ mail, revokedAt }) => revokedAt === null && onItsWay.has(mail.status))
        ? LOOK_MS
        : false,
  });
  const [inviting, invite] = useState(false);
  const { members, invitations, left } = data;
  const open = invitations.filter(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Settings", href: "/settings" }}
        title="Staff"
        facts={factsOf(members.length, open.length)}
        actions={<Button onClick={() => invite(true)}>Invite somebody</Button>}
      />
      <PageBody>
        {invitations.length > 0 && (
          <Card title="Invited">
            <LineList label="Invited">
              {invitations.map((invitation) => (
                <InvitationLine key={invitation.id} invitation={invitation} viewer={viewer} />
              ))}
            </LineList>
          </Card>
        )}
        <Card title="Team">
          <LineList label="Team">
            {members.map((member) => (
              <MemberLine key={member.id} member={member} viewer={viewer} />
            ))}
          </LineList>
        </Card>
        {left.length > 0 && (
          <Card title="Left">
            <p className={classes.note}>
              What they wrote and did stays under their name. Whoever is invited again comes back as the same
              person.
            </p>
            <LineList label="Left">
              {left.map((member) => (
                <MemberLine key={member.id} member={member} viewer={viewer} />
              ))}
            </LineList>
          </Card>
        )}
      </PageBody>
      {inviting && <InviteDialog viewer={viewer} onClose={() => invite(false)} />}
    </>
  );
}

function factsOf(members: number, invited: number): string {
  const people = members === 1 ? "1 person works here" : `${members} people work here`;
  return invited === 0 ? people : `${people} · ${invited} invited`;
}
