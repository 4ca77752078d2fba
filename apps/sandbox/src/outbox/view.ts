import type { html } from "hono/html";
import { z } from "zod";

/** A piece of HTML that is already safe. */
export type Html = ReturnType<typeof html>;

const querySchema = z.object({
  server: z.string().default(""),
  q: z.string().trim().max(200).default(""),
  before: z.coerce.number().int().min(0).optional().catch(undefined),
  tab: z.enum(["mail", "text", "headers"]).default("mail").catch("mail"),
});

/** What the address bar says: which server, which search, from where on, which tab. */
export type View = z.infer<typeof querySchema>;

export function readView(params: URLSearchParams): View {
  return querySchema.parse(Object.fromEntries(params));
}

/** The address of a view, with only what differs from the plain one. */
export function viewPath(path: string, view: Partial<View>): string {
  const params = new URLSearchParams();
  if (view.server) params.set("server", view.server);
  if (view.q) params.set("q", view.q);
  if (view.before !== undefined) params.set("before", String(view.before));
  if (view.tab && view.tab !== "mail") params.set("tab", view.tab);
  const query = params.toString();
  return query === "" ? path : `${path}?${query}`;
}
