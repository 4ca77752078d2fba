import { readReset } from "@packpost/core/staff/reset/read-reset";
import type { Metadata } from "next";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { DoorCard } from "#web/components/page/door-card.tsx";
import { NewPasswordForm } from "#web/features/password/new-password-form.tsx";
import { linkContext } from "#web/server/staff/link-context.ts";

interface PageProps {
  params: Promise<{ token: string }>;
}

// No referrer: the address is the person's own key.
export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

const endedWords = {
  used: "It was used to set a password, or another link of yours was. Each works once.",
  expired: "It worked for a limited time, which is over.",
  unknown: "Open it from the mail once more, whole.",
} as const;

/** Where the link to a new password leads (O1). Looking changes nothing: scanners look. */
export default async function NewPasswordPage({ params }: PageProps) {
  const { token } = await params;
  const link = await linkContext(token);
  const view =
    link === null
      ? ({ state: "unknown" } as const)
      : await readReset({ ctx: link.ctx, input: { hash: link.hash } });
  if (view.state === "open")
    return (
      <DoorCard
        title="Choose a new password"
        sub={
          <>
            For <b>{view.address}</b>. You are signed out everywhere then.
          </>
        }
      >
        <NewPasswordForm link={token} />
      </DoorCard>
    );
  return (
    <DoorCard
      title="This link does not work any more"
      sub={endedWords[view.state]}
      foot={<a href="/sign-in">Back to the sign-in</a>}
    >
      <LinkButton href="/password" size="md" fullWidth>
        Ask for a new link
      </LinkButton>
    </DoorCard>
  );
}
