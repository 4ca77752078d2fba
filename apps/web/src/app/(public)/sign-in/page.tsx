import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { DoorCard } from "#web/components/page/door-card.tsx";
import { nextPath } from "#web/features/sign-in/next-path.ts";
import { SignInForm } from "#web/features/sign-in/sign-in-form.tsx";
import { getPageContext } from "#web/server/page-context.ts";

export const metadata: Metadata = { title: "Sign in" };

const parameters = z.object({
  next: z.string().optional().catch(undefined),
  bye: z.string().optional().catch(undefined),
});

export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { next, bye } = parameters.parse(await searchParams);
  const context = await getPageContext();
  if ((await context.findStaff()) !== undefined) redirect(nextPath(next));
  return (
    <DoorCard
      title="Sign in to Packpost"
      sub={
        bye === undefined
          ? "Write to your customers, and know what became of it."
          : "You are signed out. See you soon."
      }
      foot="No account yet? An owner or admin of your organisation can invite you."
    >
      <SignInForm next={next} />
    </DoorCard>
  );
}
