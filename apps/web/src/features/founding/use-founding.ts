"use client";

import { useState } from "react";
import { postJson } from "#web/components/form/post-json.ts";
import type { ShownError } from "#web/components/page/shown-error.ts";
import type { FieldErrors } from "./field-errors.ts";

/**
 * Founds by the door, once at a time, and goes in. A link that ended meanwhile is said by its page, read anew.
 * @param atFields is told what the door refused about a field
 */
export function useFounding(link: string, atFields: (errors: FieldErrors) => void) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [pending, setPending] = useState(false);
  const found = async (body: object): Promise<void> => {
    if (pending) return;
    setPending(true);
    setProblem(null);
    const posted = await postJson("/api/founding", body);
    if ("problem" in posted) {
      setProblem(posted.problem);
      return setPending(false);
    }
    const said = (name: string): unknown =>
      typeof posted.answer === "object" && posted.answer !== null
        ? Reflect.get(posted.answer, name)
        : undefined;
    switch (said("outcome")) {
      case "founded":
        return window.location.replace(said("signedIn") === true ? "/" : "/sign-in");
      case "weak_password":
        atFields({ password: String(said("words")) });
        return setPending(false);
      case "has_account":
        setProblem({
          message: "Somebody signs in with this address already.",
          effect: "Nothing was set up.",
          nextStep: "Sign in as them, then open this link again; or take another address.",
        });
        atFields({ email: "This address has an account." });
        return setPending(false);
      default:
        return window.location.replace(`/founding/${encodeURIComponent(link)}`);
    }
  };
  return { found, pending, problem };
}
