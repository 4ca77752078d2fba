import { IconEye, IconLinkOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import classes from "#web/features/subscription/subscription.module.css";
import { SubscriptionForm } from "#web/features/subscription/subscription-form.tsx";
import { findCustomerWords, findSubscription } from "#web/server/unsubscribe/find-subscription.ts";

interface PageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { page } = await findCustomerWords((await params).token);
  // No referrer: the address is the person's own key.
  return { title: page.title, referrer: "no-referrer" };
}

/** Where the link in a mail leads. Looking changes nothing (link scanners look); the button does. */
export default async function SubscriptionPage({ params }: PageProps) {
  const { token } = await params;
  const { page: words } = await findCustomerWords(token);
  // Where the link in a preview or copy leads (C3, C6): it is nobody's, so nothing can be changed here.
  if (token === "preview") {
    return (
      <main className={classes.page}>
        <div className={classes.card}>
          <EmptyState icon={IconEye} title={words.previewTitle} headingLevel="h1">
            {words.previewText}
          </EmptyState>
        </div>
      </main>
    );
  }
  const subscription = await findSubscription(token);
  if (subscription === null) {
    return (
      <main className={classes.page}>
        <div className={classes.card}>
          <EmptyState icon={IconLinkOff} title={words.brokenTitle} headingLevel="h1">
            {words.brokenText}
          </EmptyState>
        </div>
      </main>
    );
  }
  const { organisationName, slug, brandColor, email, subscribed, blocked } = subscription;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand} style={{ borderTopColor: brandColor }}>
          {organisationName}
        </div>
        <SubscriptionForm
          token={token}
          words={words}
          organisationName={organisationName}
          email={email}
          subscribed={subscribed}
          blocked={blocked}
        />
      </div>
      <a
        className={classes.ownPages}
        href={`/portal/${slug}/communications?mail=${encodeURIComponent(token)}`}
      >
        {words.ownPages.replace("{organisation}", organisationName)}
      </a>
      <p className={classes.foot}>{words.sentWith}</p>
    </main>
  );
}
