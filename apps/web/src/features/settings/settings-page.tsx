"use client";

import { LinkButton } from "#web/components/form/link-button.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { AlertsSection } from "./alerts-section.tsx";
import { OpeningHoursSection } from "./hours/opening-hours-section.tsx";
import { QuietHoursSection } from "./hours/quiet-hours-section.tsx";
import { InboundSection } from "./inbound-section.tsx";
import { MessagesSection } from "./messages-section.tsx";
import { OrganisationSection } from "./organisation-section.tsx";
import { RetentionSection } from "./retention-section.tsx";
import { SenderCheckSection } from "./sender-check-section.tsx";
import { SenderSection } from "./sender-section.tsx";
import { SendingSection } from "./sending-section.tsx";
import classes from "./settings.module.css";
import { StopSection } from "./stop-section.tsx";
import { TextingSection } from "./texting-section.tsx";
import { WebhookSection } from "./webhook-section.tsx";

/** What owners and admins set for the whole organisation; each section is saved on its own (O2). */
export function SettingsPage() {
  return (
    <>
      <PageHeader
        title="Settings"
        facts="For the whole organisation. Every change is written down, with who made it."
        actions={
          <>
            <LinkButton href="/settings/api" variant="default">
              API
            </LinkButton>
            <LinkButton href="/settings/blocked-addresses" variant="default">
              Blocked addresses
            </LinkButton>
          </>
        }
      />
      <div className={classes.page}>
        <OrganisationSection />
        <SenderSection />
        <SenderCheckSection />
        <SendingSection />
        <WebhookSection />
        <InboundSection />
        <MessagesSection />
        <OpeningHoursSection />
        <TextingSection />
        <QuietHoursSection />
        <AlertsSection />
        <RetentionSection />
        <StopSection />
      </div>
    </>
  );
}
