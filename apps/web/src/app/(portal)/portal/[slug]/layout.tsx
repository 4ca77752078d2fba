import { messagesFor } from "@packpost/core/messages/translator-of";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PortalFrame } from "#web/features/portal/frame/portal-frame.tsx";
import { portalParts } from "#web/features/portal/frame/portal-messages.ts";
import { PortalProvider } from "#web/features/portal/frame/portal-provider.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";

interface PortalLayoutProps {
  params: Promise<{ slug: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: PortalLayoutProps): Promise<Metadata> {
  const { portal } = await getPagePortal((await params).slug);
  return {
    title: { default: portal.name, template: `%s · ${portal.name.replaceAll("%s", "")}` },
    description: portal.name,
    // Addresses in mails are keys.
    referrer: "no-referrer",
  };
}

/** The customers' own pages of an organisation (P6): its name, its colour, our words in the reader's language, and nothing of the team's. */
export default async function PortalLayout({ params, children }: PortalLayoutProps) {
  const { portal, t } = await getPagePortal((await params).slug);
  const { slug, name: organisation, zone, brandColor, logo } = portal;
  return (
    <PortalFrame brandColor={brandColor}>
      <PortalProvider
        facts={{ slug, organisation, logo, zone }}
        language={t.language}
        messages={messagesFor(t.language, portalParts)}
      >
        {children}
      </PortalProvider>
    </PortalFrame>
  );
}
