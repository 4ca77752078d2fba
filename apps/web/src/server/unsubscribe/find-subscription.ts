import {
  type CustomerWords,
  customerWords,
  wordsAccepted,
} from "@packpost/core/content/compile/customer-words";
import { PackpostError } from "@packpost/core/errors";
import { readSubscription } from "@packpost/core/unsubscribe/read-subscription";
import { headers } from "next/headers";
import { cache } from "react";
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

/** The words of the page behind a link: the organisation's language, or the browser's where there is no organisation. */
export async function findCustomerWords(token: string): Promise<CustomerWords> {
  const subscription = token === "preview" ? null : await findSubscription(token);
  return subscription
    ? customerWords(subscription.language)
    : wordsAccepted((await headers()).get("accept-language"));
}
