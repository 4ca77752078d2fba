"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { pageConnection } from "#web/trpc/page-connection.ts";
import { pageLeaving } from "#web/trpc/page-leaving.ts";
import { pageSession } from "#web/trpc/page-session.ts";
import { browserBackup } from "./draft-backup.ts";
import { DraftSaver } from "./draft-saver.ts";

/** The draft in this editor; it saves itself (see {@link DraftSaver}). */
export function useDraft(campaign: CampaignDetail) {
  const trpc = useTRPC();
  const { mutateAsync: edit } = useMutation(trpc.campaign.edit.mutationOptions());
  const [saver] = useState(
    () =>
      new DraftSaver(campaign, {
        save: (version, changes) => edit({ campaignId: campaign.id, version, changes }),
        backup: browserBackup(campaign.id),
      }),
  );
  const snapshot = useSyncExternalStore(saver.subscribe, saver.read, saver.read);
  useEffect(() => {
    saver.restore();
    const warn = (event: BeforeUnloadEvent) => {
      if (saver.isDirty()) event.preventDefault();
    };
    const retry = () => void saver.flush();
    window.addEventListener("beforeunload", warn);
    const forgetConnection = pageConnection.subscribe(() => pageConnection.read() === "back" && retry());
    // Where the page is not asked before it goes, as on phones.
    const forgetLeaving = pageLeaving.subscribe(retry);
    const forgetSession = pageSession.subscribe(() => !pageSession.hasEnded() && retry());
    return () => {
      forgetSession();
      forgetLeaving();
      forgetConnection();
      window.removeEventListener("beforeunload", warn);
      // Leaving for another page of ours: the save goes on in the background.
      void saver.flush().finally(() => saver.stop());
    };
  }, [saver]);
  return { ...snapshot, saver };
}
