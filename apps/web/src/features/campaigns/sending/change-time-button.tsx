"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconCalendarTime } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { loadLater } from "#web/trpc/load-later.ts";

/** Needed only once somebody changes the time. */
const ChangeTimeDialog = dynamic(
  () => loadLater(() => import("./change-time-dialog.tsx")).then((module) => module.ChangeTimeDialog),
  { ssr: false },
);

interface ChangeTimeButtonProps {
  campaign: CampaignDetail;
  progress: Progress;
  sendAt: Date;
}

/** Another time for a campaign that has not begun. */
export function ChangeTimeButton(props: ChangeTimeButtonProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarTime size={17} stroke={1.8} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        Change time
      </Button>
      {opened && <ChangeTimeDialog {...props} onClose={() => setOpened(false)} />}
    </>
  );
}
