import type { Metadata } from "next";
import { ApprovalSection } from "#web/features/settings/approval-section.tsx";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { FrequencySection } from "#web/features/settings/frequency-section.tsx";
import { SenderCheckSection } from "#web/features/settings/sender/sender-check-section.tsx";
import { SenderSection } from "#web/features/settings/sender/sender-section.tsx";
import { SendingSection } from "#web/features/settings/sending-section.tsx";
import { StopSection } from "#web/features/settings/stop/stop-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Sending · Settings" };

/** How mail leaves: as whom, how fast, and the switch that stops it. */
export default async function SendingRoute() {
  await requireStaff("settings.manage");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.settings.get.queryOptions()),
    client.prefetchQuery(trpc.settings.sender.queryOptions()),
    client.prefetchQuery(trpc.account.sending.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage href="/settings/sending">
        <SenderSection />
        <SenderCheckSection />
        <SendingSection />
        <FrequencySection />
        <ApprovalSection />
        <StopSection />
      </SettingsPage>
    </Hydrate>
  );
}
