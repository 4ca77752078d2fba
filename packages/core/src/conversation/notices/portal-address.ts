import type { Context } from "../../context.ts";

/** Where a customer reads and answers their family's thread (P6): their own pages at the organisation, which ask them to sign in. */
export function portalAddress(ctx: Context, { slug }: { readonly slug: string }): string {
  return `${ctx.appUrl}/portal/${slug}`;
}
