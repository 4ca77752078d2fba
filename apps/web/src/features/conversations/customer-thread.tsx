"use client";

import { useMutation } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { PageBody } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { replaceEntry } from "#web/components/page/history.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import type { Me } from "./me.ts";
import classes from "./messages-page.module.css";
import { FamilyPanel } from "./panel/family-panel.tsx";
import { ThreadSkeleton } from "./thread/thread-skeleton.tsx";
import { ThreadView } from "./thread/thread-view.tsx";
import { entryIn } from "./thread-place.ts";

interface CustomerThreadProps {
  customerId: string;
  familyId: string;
  me: Me;
}

/** One family's thread without the list (V6). Opening it is noted, so that it can be said because of which visit. */
export function CustomerThread({ customerId, familyId, me }: CustomerThreadProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const path = usePathname();
  const entry = entryIn(useSearchParams().get("entry"));
  const [about, setAbout] = useState(false);
  const { mutate, data: threadId, error } = useMutation(trpc.conversation.open.mutationOptions());
  useEffect(() => mutate({ familyId }), [mutate, familyId]);
  const leave = () => router.push(`/customers/${customerId}`);
  if (error !== null)
    return (
      <PageBody>
        <ErrorNotice error={error} onRetry={() => mutate({ familyId })} />
      </PageBody>
    );
  return (
    <div className={classes.alone} data-fills data-thread-open>
      {threadId === undefined ? (
        <ThreadSkeleton onLeave={leave} />
      ) : (
        <>
          <ThreadView
            {...{ threadId, me, entry }}
            onNewest={() => replaceEntry(path)}
            onLeave={leave}
            onPanel={() => setAbout(true)}
          />
          <Dialog
            opened={about}
            onClose={() => setAbout(false)}
            title="The family"
            width={380}
            placement="side"
          >
            <FamilyPanel threadId={threadId} decides={me.hasTab} />
          </Dialog>
        </>
      )}
    </div>
  );
}
