"use client";

import { Button } from "#web/components/form/button.tsx";
import { usePost } from "#web/components/form/use-post.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { enter } from "./enter.ts";
import classes from "./invitation.module.css";

/** Whoever is signed in with the invited address joins by one press. */
export function AcceptInvitation({ link, organisationName }: { link: string; organisationName: string }) {
  const { post, pending, problem } = usePost("/api/invitation", enter);
  return (
    <div className={classes.choice}>
      {problem !== null && <ErrorNotice error={problem} />}
      <Button size="md" fullWidth loading={pending} onClick={() => post({ action: "accept", link })}>
        Join {organisationName}
      </Button>
    </div>
  );
}
