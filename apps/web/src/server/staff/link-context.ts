import { strangerActor } from "@packpost/core/access/actor";
import type { Context } from "@packpost/core/context";
import { readLink } from "@packpost/core/staff/link-token";
import { verbContext } from "#web/server/verb-context.ts";

/** What a verb about a link of the team's runs in; null for what is no link of ours. */
export async function linkContext(token: string): Promise<{ ctx: Context; hash: string } | null> {
  const link = readLink(token);
  return link && { ctx: await verbContext(link.organisationId, strangerActor), hash: link.hash };
}
