import type { Portal } from "@packpost/core/organisation/find-portal";
import type { Metadata } from "next";
import { BackToMail } from "#web/features/portal/communications/back-to-mail.tsx";
import { Communications } from "#web/features/portal/communications/communications.tsx";
import { SignInDoor } from "#web/features/portal/door/sign-in-door.tsx";
import { PortalShell } from "#web/features/portal/frame/portal-shell.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";
import { findSubscription } from "#web/server/unsubscribe/find-subscription.ts";

interface PageProps {
  params: Promise<{ slug: string }>;
  /** @property mail the token of the mail whose page led here */
  searchParams: Promise<{ mail?: string | string[] }>;
}

export async function generateMetadata({ params }: Pick<PageProps, "params">): Promise<Metadata> {
  const { t } = await getPagePortal((await params).slug);
  return { title: t("communications.title") };
}

/** What a customer is sent, and may leave (P6). */
export default async function CommunicationsPage({ params, searchParams }: PageProps) {
  const { portal, request, caller, t } = await getPagePortal((await params).slug);
  const customer = await request.findCustomer();
  const token = await mailOf(portal, (await searchParams).mail);
  if (customer === null)
    return (
      <>
        <SignInDoor supportEmail={portal.supportEmail} />
        {token !== null && <BackToMail token={token} atDoor />}
      </>
    );
  const initial = await caller.communications.read();
  return (
    <PortalShell place="communications" title={t("communications.title")} name={customer.name}>
      <Communications initial={initial} />
      {token !== null && <BackToMail token={token} />}
    </PortalShell>
  );
}

/** A link of this organisation's mail leads back to; whoever holds it is not signed in by it. */
async function mailOf({ slug }: Portal, token: string | string[] | undefined): Promise<string | null> {
  if (typeof token !== "string") return null;
  return (await findSubscription(token))?.slug === slug ? token : null;
}
