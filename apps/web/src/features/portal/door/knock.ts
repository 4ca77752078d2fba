import type { SignInInput } from "@packpost/core/portal/schemas";
import * as z from "zod/mini";

const answerSchema = z.union([
  z.object({ outcome: z.literal("sent"), waitSeconds: z.number() }),
  z.object({ outcome: z.literal("choose"), people: z.array(z.object({ id: z.string(), name: z.string() })) }),
  z.object({ outcome: z.enum(["signed_in", "wrong", "spent", "ended"]) }),
]);
const refusalSchema = z.object({
  error: z.object({ code: z.string(), retryAfterSeconds: z.optional(z.number()) }),
});

/** What the door says; `failed`: it could not be asked. */
export type DoorAnswer =
  | z.infer<typeof answerSchema>
  | { outcome: "not_address" }
  | { outcome: "too_many"; minutes: number }
  | { outcome: "failed" };

/** Asks at the door of an organisation's pages. Never throws. */
export async function knock(slug: string, input: SignInInput): Promise<DoorAnswer> {
  try {
    const response = await fetch(`/api/portal/${slug}/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(20_000),
    });
    const body: unknown = await response.json();
    if (response.ok) return answerSchema.parse(body);
    const { error } = refusalSchema.parse(body);
    if (error.code === "invalid_input") return { outcome: "not_address" };
    if (error.code !== "rate_limited") return { outcome: "failed" };
    return { outcome: "too_many", minutes: Math.max(1, Math.ceil((error.retryAfterSeconds ?? 60) / 60)) };
  } catch {
    return { outcome: "failed" };
  }
}
