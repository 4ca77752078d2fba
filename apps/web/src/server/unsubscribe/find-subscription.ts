import { PackpostError } from "@packpost/core/errors";
import type { Language } from "@packpost/core/messages/languages";
import { readSubscription } from "@packpost/core/unsubscribe/read-subscription";
import { headers } from "next/headers";
import { cache } from "react";
import { wantedLanguage } from "#web/server/language/wanted-language.ts";
import { contextOfClaim, readClaim } from "./context-of-token.ts";

/** What the holder of a link sees, or null when it is no link of ours. Read once a request. */
export const findSubscription = cache(async (token: string) => {
  try {
    const claim = readClaim(token);
    const { recipientId } = claim;
    return await readSubscription({ ctx: await contextOfClaim(claim), input: { recipientId } });
  } catch (error) {
    if (error instanceof PackpostError && error.code === "not_found") return null;
    throw error;
  }
});

/** In which language the page behind a link speaks: its holder's, else the organisation's, else the browser's where there is none. */
export async function findLinkLanguage(token: string): Promise<Language> {
  const subscription = token === "preview" ? null : await findSubscription(token);
  return wantedLanguage(
    await headers(),
    subscription?.language ?? null,
    subscription?.organisationLanguage ?? null,
  );
}
