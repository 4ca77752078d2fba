import { portalWords } from "@packpost/core/portal/words/portal-words";
import type { Metadata } from "next";
import { Communications } from "#web/features/portal/communications/communications.tsx";
import { SignInDoor } from "#web/features/portal/door/sign-in-door.tsx";
import { PortalShell } from "#web/features/portal/frame/portal-shell.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";

interface PageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { portal } = await getPagePortal((await params).slug);
  return { title: portalWords(portal.language).communications.title };
}

/** What a customer is sent, and may leave (P6). */
export default async function CommunicationsPage({ params }: PageProps) {
  const { portal, request, caller } = await getPagePortal((await params).slug);
  const customer = await request.findCustomer();
  if (customer === null) return <SignInDoor supportEmail={portal.supportEmail} />;
  const initial = await caller.communications.read();
  return (
    <PortalShell
      place="communications"
      title={portalWords(portal.language).communications.title}
      name={customer.name}
    >
      <Communications initial={initial} />
    </PortalShell>
  );
}
