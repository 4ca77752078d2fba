"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./campaign-detail.module.css";

const CheckDialog = dynamic(
  () => loadLater(() => import("./check-dialog.tsx")).then((module) => module.CheckDialog),
  {
    ssr: false,
  },
);

/** The end of the page: what is kept how long (C12), and a check for whoever doubts a number (C10). */
export function CheckLine({ campaign }: { campaign: CampaignDetail }) {
  const [opened, setOpened] = useState(false);
  return (
    <div className={classes.checkLine}>
      <p>
        The mail provider's full reports are kept {campaign.rawEventRetentionDays} days. Outcomes stay:
        statuses, times, clicks and the provider's words.
      </p>
      <Button variant="default" size="sm" onClick={() => setOpened(true)}>
        Something doesn't match?
      </Button>
      {opened && <CheckDialog campaign={campaign} opened onClose={() => setOpened(false)} />}
    </div>
  );
}
