import { messagesFor, translatorOf } from "@packpost/core/messages/translator-of";
import { IconEye, IconLinkOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { LogoImage } from "#web/components/page/logo-image.tsx";
import classes from "#web/features/subscription/subscription.module.css";
import { SubscriptionForm } from "#web/features/subscription/subscription-form.tsx";
import { subscriptionParts } from "#web/features/subscription/subscription-messages.ts";
import { findLinkLanguage, findSubscription } from "#web/server/unsubscribe/find-subscription.ts";

interface PageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = translatorOf(await findLinkLanguage((await params).token));
  // No referrer: the address is the person's own key.
  return { title: t("subscription.title"), referrer: "no-referrer" };
}

/** Where the link in a mail leads. Looking changes nothing (link scanners look); the button does. */
export default async function SubscriptionPage({ params }: PageProps) {
  const { token } = await params;
  const t = translatorOf(await findLinkLanguage(token));
  // Where the link in a preview or copy leads (C3, C6): it is nobody's, so nothing can be changed here.
  if (token === "preview") {
    return (
      <main className={classes.page}>
        <div className={classes.card}>
          <EmptyState icon={IconEye} title={t("subscription.previewTitle")} headingLevel="h1">
            {t("subscription.previewText")}
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
          <EmptyState icon={IconLinkOff} title={t("subscription.brokenTitle")} headingLevel="h1">
            {t("subscription.brokenText")}
          </EmptyState>
        </div>
      </main>
    );
  }
  const { organisationName, slug, brandColor, logo, email, subscribed, blocked } = subscription;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand} style={{ borderTopColor: brandColor }}>
          {logo === null ? organisationName : <LogoImage logo={logo} name={organisationName} />}
        </div>
        <SubscriptionForm
          token={token}
          language={t.language}
          messages={messagesFor(t.language, subscriptionParts)}
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
        {t("subscription.ownPages", { organisation: organisationName })}
      </a>
      <p className={classes.foot}>{t("subscription.sentWith")}</p>
    </main>
  );
}
