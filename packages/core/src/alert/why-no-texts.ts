import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import { textingState } from "../texting/read-text-routes.ts";

/** Why no text of an alert leaves, for staff: the first line says what happened, the rest what one can do. @returns null where they do */
export async function whyNoTexts(em: EntityManager, ctx: Context): Promise<string | null> {
  const { state, providerMessage } = await textingState(em, ctx);
  if (state === "on") return null;
  if (state === "off")
    return `Two-way texting has been switched off.
Nobody is lost by it. Switch it on again in Settings › Texting, then resume; or cancel the rest.`;
  return refusedBecause(providerMessage ?? "it gave no reason");
}

/** The same where the provider has just refused our account or number. */
export function refusedBecause(providerMessage: string): string {
  return `The text provider refuses us: “${providerMessage}”
Nobody is lost by it. See Settings › Texting; when that is put right, resume.`;
}
