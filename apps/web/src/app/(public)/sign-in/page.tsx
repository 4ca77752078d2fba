import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { Mark } from "#web/components/page/mark.tsx";
import { nextPath } from "#web/features/sign-in/next-path.ts";
import { SignInForm } from "#web/features/sign-in/sign-in-form.tsx";
import { getPageContext } from "#web/server/page-context.ts";
import classes from "./sign-in.module.css";

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
    <div className={classes.page}>
      <main className={classes.card}>
        <div className={classes.brand}>
          <Mark size={40} />
          <h1 className={classes.title}>Sign in to Packpost</h1>
          <p className={classes.sub}>
            {bye === undefined
              ? "Write to your customers, and know what became of it."
              : "You are signed out. See you soon."}
          </p>
        </div>
        <SignInForm next={next} />
        <p className={classes.foot}>
          No account yet? An owner or admin of your organisation can give you one.
        </p>
      </main>
    </div>
  );
}
