import * as z from "zod/mini";

const schema = z.object({ address: z.string(), againAtMs: z.number() });
/** As long as a code works. */
const keptMs = 10 * 60_000;

const keyOf = (slug: string) => `packpost-portal-asked-${slug}`;

/** For which address this tab has asked for a code, while that can still be good. */
export function readAsked(slug: string): z.infer<typeof schema> | null {
  try {
    const asked = schema.parse(JSON.parse(sessionStorage.getItem(keyOf(slug)) ?? ""));
    return asked.againAtMs + keptMs > Date.now() ? asked : null;
  } catch {
    return null;
  }
}

export function rememberAsked(slug: string, asked: z.infer<typeof schema>): void {
  try {
    sessionStorage.setItem(keyOf(slug), JSON.stringify(asked));
  } catch {
    // Without storage (some private windows) it is asked for again.
  }
}

export function forgetAsked(slug: string): void {
  try {
    sessionStorage.removeItem(keyOf(slug));
  } catch {
    // There is nothing to forget.
  }
}
