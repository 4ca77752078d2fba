import type { ShownError } from "../page/shown-error.ts";
import { shownErrorOf } from "../page/shown-error.ts";

/** What a door answered, or why it did not. */
export type Posted = { readonly answer: unknown } | { readonly problem: ShownError };

/** Posts to one of our own doors, from a page whose visitor is not signed in yet. */
export async function postJson(path: string, body: object): Promise<Posted> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return {
      problem: { message: "Packpost cannot be reached.", nextStep: "Check the connection, then try again." },
    };
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return { answer };
  // The doors put an error's words where our API does.
  return { problem: shownErrorOf({ data: answer }) };
}

/** What a door says came of it; empty when it says nothing of the kind. */
export function outcomeOf(answer: unknown): string {
  const outcome: unknown =
    typeof answer === "object" && answer !== null ? Reflect.get(answer, "outcome") : undefined;
  return typeof outcome === "string" ? outcome : "";
}
