import type { Metadata } from "next";
import { SignInDoor } from "#web/features/portal/door/sign-in-door.tsx";
import { PortalShell } from "#web/features/portal/frame/portal-shell.tsx";
import { Conversation } from "#web/features/portal/thread/conversation.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";

interface PageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { request, t } = await getPagePortal((await params).slug);
  return { title: (await request.findCustomer()) === null ? t("door.title") : t("thread.title") };
}

/** The family's thread, or the way in. */
export default async function MessagesPage({ params }: PageProps) {
  const { portal, request, caller, t } = await getPagePortal((await params).slug);
  const customer = await request.findCustomer();
  if (customer === null) return <SignInDoor supportEmail={portal.supportEmail} />;
  const thread = await caller.thread.read({});
  return (
    <PortalShell place="messages" title={t("thread.title")} titleHidden name={customer.name}>
      <Conversation initial={thread} customerId={customer.customerId} />
    </PortalShell>
  );
}
