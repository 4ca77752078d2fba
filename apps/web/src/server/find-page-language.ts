import { portalWords } from "@packpost/core/portal/words/portal-words";
import { headers } from "next/headers";
import { portalOf } from "./portal/find-customer.ts";
import { findCustomerWords } from "./unsubscribe/find-subscription.ts";

/** What `<html lang>` says: English, except on customers' own pages. A page that fails says so in English. */
export async function findPageLanguage(): Promise<string> {
  const [path = ""] = ((await headers()).get("x-path") ?? "").split("?");
  const slug = /^\/portal\/([^/]+)/.exec(path)?.[1];
  if (slug !== undefined)
    return portalOf(slug).then(
      (portal) => portalWords(portal?.language).language,
      () => "en",
    );
  const token = /^\/u\/([^/]+)$/.exec(path)?.[1];
  if (token === undefined) return "en";
  return findCustomerWords(decodeURIComponent(token)).then(
    ({ language }) => language,
    () => "en",
  );
}
