import type { Language } from "@packpost/core/messages/languages";
import { headers } from "next/headers";
import { getPagePortal } from "#web/server/portal/page-portal.ts";
import { findLinkLanguage } from "#web/server/unsubscribe/find-subscription.ts";
import { wantedLanguage } from "./wanted-language.ts";

/** What `<html lang>` says: English, except on customers' own pages. Where those fail it is what the browser wants. */
export async function findPageLanguage(): Promise<Language> {
  const incoming = await headers();
  const browsers = () => wantedLanguage(incoming, null, null);
  const [path = ""] = (incoming.get("x-path") ?? "").split("?");
  const slug = /^\/portal\/([^/]+)/.exec(path)?.[1];
  if (slug !== undefined) return getPagePortal(slug).then(({ t }) => t.language, browsers);
  const token = /^\/u\/([^/]+)$/.exec(path)?.[1];
  if (token === undefined) return "en";
  return findLinkLanguage(decodeURIComponent(token)).catch(browsers);
}
