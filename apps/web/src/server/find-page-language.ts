import { headers } from "next/headers";
import { findCustomerWords } from "./unsubscribe/find-subscription.ts";

/** What `<html lang>` says: English, except on a customer's own page. A page that fails says so in English. */
export async function findPageLanguage(): Promise<string> {
  const [path = ""] = ((await headers()).get("x-path") ?? "").split("?");
  const token = /^\/u\/([^/]+)$/.exec(path)?.[1];
  if (token === undefined) return "en";
  return findCustomerWords(decodeURIComponent(token)).then(
    ({ language }) => language,
    () => "en",
  );
}
