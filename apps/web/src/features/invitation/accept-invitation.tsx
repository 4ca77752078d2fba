"use client";

import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { outcomeOf, postJson } from "#web/components/form/post-json.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import classes from "./invitation.module.css";

/** Whoever is signed in with the invited address joins by one press. */
export function AcceptInvitation({ link, organisationName }: { link: string; organisationName: string }) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [pending, setPending] = useState(false);
  const accept = async () => {
    setPending(true);
    setProblem(null);
    const posted = await postJson("/api/invitation", { action: "accept", link });
    if ("problem" in posted) {
      setProblem(posted.problem);
      return setPending(false);
    }
    if (outcomeOf(posted.answer) !== "joined") return window.location.reload();
    window.location.assign("/");
  };
  return (
    <div className={classes.choice}>
      {problem !== null && <ErrorNotice error={problem} />}
      <Button size="md" fullWidth loading={pending} onClick={accept}>
        Join {organisationName}
      </Button>
    </div>
  );
}
