"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Line, LineList } from "#web/components/lines/line-list.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";

/** Where the account is open, and how it is closed there. */
export function SessionsCard() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: sessions } = useSuspenseQuery(trpc.account.sessions.queryOptions());
  const end = useMutation(
    trpc.account.endSessions.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.account.sessions.queryFilter()),
    }),
  );
  const ending = (sessionId: string | null) => end.isPending && end.variables.sessionId === sessionId;
  return (
    <Card
      title="Where you are signed in"
      toolsBelow
      tools={
        sessions.length > 1 && (
          <Button variant="default" loading={ending(null)} onClick={() => end.mutate({ sessionId: null })}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      {end.error !== null && <ErrorNotice error={end.error} />}
      <LineList label="Where you are signed in">
        {sessions.map(({ id, device, network, began, seen, current }) => (
          <Line
            key={id}
            name={device || "Another browser"}
            badges={current && <ToneBadge tone="spruce">This browser</ToneBadge>}
            acts={
              current ? undefined : (
                <Button
                  variant="default"
                  aria-label={`Sign out ${device || "another browser"}`}
                  loading={ending(id)}
                  onClick={() => end.mutate({ sessionId: id })}
                >
                  Sign out
                </Button>
              )
            }
          >
            <p>
              Signed in <Time at={began} /> · last seen <Time at={seen} />
              {network !== null && ` · from network ${network}`}
            </p>
          </Line>
        ))}
      </LineList>
    </Card>
  );
}
