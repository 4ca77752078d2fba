import type { StorageContext } from "@packpost/core/context";
import { createContext } from "#web/server/context.ts";
import { staffContext } from "#web/server/staff-context.ts";
import { getStorage } from "./get-storage.ts";

const effect = "The picture was not kept.";

/**
 * Who uploads, as core's verbs want it; asked before a byte of the file is taken.
 * @throws {PackpostError} unauthenticated, forbidden
 */
export async function uploadContext(request: Request, requestId: string): Promise<StorageContext> {
  const context = createContext(request.headers, requestId);
  const { ctx } = await staffContext(context, "campaign.write", {
    ownPagesOnly: true,
    effect,
    signedOut: { effect, nextStep: "Sign in in another tab, then try again here: your text stays." },
  });
  return { ...ctx, storage: getStorage() };
}
