import { PackpostError } from "@packpost/core/errors";
import { readSubscription } from "@packpost/core/unsubscribe/read-subscription";
import { IconEye, IconLinkOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { EmptyState } from "#web/components/empty-state.tsx";
import classes from "#web/features/subscription/subscription.module.css";
import { SubscriptionForm } from "#web/features/subscription/subscription-form.tsx";
import { contextOfUnsubscribeToken } from "#web/server/unsubscribe/context-of-token.ts";

// No referrer: the address is the person's own key.
export const metadata: Metadata = { title: "Your subscription", referrer: "no-referrer" };

/** Where the link in a mail leads. Looking changes nothing (link scanners look); the button does. */
export default async function SubscriptionPage({ params }: { params: Promise<{ token: string }> }) {
  await headers();
  const { token } = await params;
  if (token === "preview") return <PreviewPage />;
  const subscription = await findSubscription(token);
  if (subscription === null) {
    return (
      <main className={classes.page}>
        <EmptyState icon={IconLinkOff} title="This link is not complete" headingLevel="h1">
          It belongs to no mail of ours, perhaps because a part of it was cut off. Open it again from the mail
          itself.
        </EmptyState>
      </main>
    );
  }
  const { organisationName, brandColor } = subscription;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand} style={{ borderTopColor: brandColor }}>
          {organisationName}
        </div>
        <SubscriptionForm token={token} {...subscription} />
      </div>
      <p className={classes.foot}>Sent with Packpost</p>
    </main>
  );
}

/** Where the link in a preview or copy leads (C3, C6): it is nobody's, so nothing can be changed here. */
function PreviewPage() {
  return (
    <main className={classes.page}>
      <EmptyState icon={IconEye} title="This was a preview" headingLevel="h1">
        In the campaign itself this link leads each person to a page of their own, where they can unsubscribe.
        You have changed nothing.
      </EmptyState>
    </main>
  );
}

async function findSubscription(token: string) {
  try {
    const { ctx, recipientId } = await contextOfUnsubscribeToken(token);
    return await readSubscription({ ctx, input: { recipientId } });
  } catch (error) {
    if (error instanceof PackpostError && error.code === "not_found") return null;
    throw error;
  }
}
