import { isNear } from "./near-host.ts";

/**
 * A link scanner follows every link of a mail with GET, also the unsubscribe link: a page that changes
 * something on GET is found out by it. Only this machine is visited.
 */
export function visitLink(link: string): void {
  if (!isNear(link)) return;
  fetch(link, { redirect: "manual", signal: AbortSignal.timeout(10_000) })
    .then((response) => response.body?.cancel())
    .catch(() => {});
}
