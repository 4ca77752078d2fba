import type { Metadata } from "next";
import { Account } from "#web/features/portal/account/account.tsx";
import { SignInDoor } from "#web/features/portal/door/sign-in-door.tsx";
import { PortalShell } from "#web/features/portal/frame/portal-shell.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";

interface PageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await getPagePortal((await params).slug);
  return { title: t("account.title") };
}

/** Who is signed in, where, and the ways out. */
export default async function AccountPage({ params }: PageProps) {
  const { portal, request, caller, t } = await getPagePortal((await params).slug);
  const customer = await request.findCustomer();
  if (customer === null) return <SignInDoor supportEmail={portal.supportEmail} />;
  const initial = await caller.sessions.list();
  return (
    <PortalShell place="account" title={t("account.title")} name={customer.name}>
      <Account me={customer} initial={initial} />
    </PortalShell>
  );
}
