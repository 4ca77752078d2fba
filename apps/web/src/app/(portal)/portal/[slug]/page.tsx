import { portalWords } from "@packpost/core/portal/words/portal-words";
import type { Metadata } from "next";
import { SignInDoor } from "#web/features/portal/door/sign-in-door.tsx";
import { PortalShell } from "#web/features/portal/frame/portal-shell.tsx";
import { Conversation } from "#web/features/portal/thread/conversation.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";

interface PageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { portal, request } = await getPagePortal((await params).slug);
  const words = portalWords(portal.language);
  return { title: (await request.findCustomer()) === null ? words.door.title : words.thread.title };
}

/** The family's thread, or the way in. */
export default async function MessagesPage({ params }: PageProps) {
  const { portal, request, caller } = await getPagePortal((await params).slug);
  const customer = await request.findCustomer();
  if (customer === null) return <SignInDoor supportEmail={portal.supportEmail} />;
  const thread = await caller.thread.read({});
  return (
    <PortalShell
      place="messages"
      title={portalWords(portal.language).thread.title}
      titleHidden
      name={customer.name}
    >
      <Conversation initial={thread} customerId={customer.customerId} />
    </PortalShell>
  );
}
