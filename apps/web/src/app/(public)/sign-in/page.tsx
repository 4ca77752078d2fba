import { shownAddress } from "@packpost/core/address/shown-address";
import { hasOrganisation } from "@packpost/core/founding/has-organisation";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { DoorCard } from "#web/components/page/door-card.tsx";
import { SignOutForm } from "#web/features/shell/sign-out-form.tsx";
import { nextPath } from "#web/features/sign-in/next-path.ts";
import { SignInForm } from "#web/features/sign-in/sign-in-form.tsx";
import { getOrm } from "#web/server/database.ts";
import { getPageContext } from "#web/server/page-context.ts";
import { findAccount } from "#web/server/staff/find-account.ts";

export const metadata: Metadata = { title: "Sign in" };

const parameters = z.object({
  next: z.string().optional().catch(undefined),
  bye: z.string().optional().catch(undefined),
});

export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { next, bye } = parameters.parse(await searchParams);
  const context = await getPageContext();
  if ((await context.findStaff()) !== undefined) redirect(nextPath(next));
  const account = await findAccount(await headers());
  if (account !== null && next?.startsWith("/invitation/")) redirect(nextPath(next));
  if (account !== null) return <InNoTeam address={shownAddress(account.email)} />;
  return (
    <DoorCard
      title="Sign in to Packpost"
      sub={
        bye === undefined
          ? "Write to your customers, and know what became of it."
          : "You are signed out. See you soon."
      }
      foot={
        (await hasOrganisation(await getOrm()))
          ? "No account yet? An owner or admin of your organisation can invite you."
          : "Nobody can sign in yet: there is no organisation here. Whoever runs this Packpost sets up the first one by the link that “npm start” prints, or gets one by “npm run organisation -- link”."
      }
    >
      <SignInForm next={next} />
    </DoorCard>
  );
}

/** Whoever left has an account still: said, not asked for a password again and again. */
function InNoTeam({ address }: { address: string }) {
  return (
    <DoorCard
      title="You are in no team"
      sub={
        <>
          You are signed in as <b>{address}</b>, and no organisation has you in its team now. If that
          surprises you, ask an owner or admin there to invite you again.
        </>
      }
    >
      <SignOutForm />
    </DoorCard>
  );
}
