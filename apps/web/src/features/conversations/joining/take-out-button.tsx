"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import classes from "./joining.module.css";
import { useTakeOut } from "./use-take-out.ts";

/** Takes an email out again that was put into the wrong family's conversation (T42). */
export function TakeOutButton({ mailId }: { mailId: string }) {
  const [opened, open] = useState(false);
  return (
    <>
      {" "}
      <button type="button" className={classes.inline} onClick={() => open(true)} data-touch>
        Take it out again
      </button>
      {opened && <TakeOutDialog mailId={mailId} onClose={() => open(false)} />}
    </>
  );
}

function TakeOutDialog({ mailId, onClose }: { mailId: string; onClose: () => void }) {
  const router = useRouter();
  const takeOut = useTakeOut((threadId) => {
    onClose();
    router.push(`/messages/${threadId}`);
  });
  return (
    <Dialog opened onClose={onClose} title="Take the email out again?" width={480}>
      <div className={classes.form}>
        <p className={classes.sentence}>
          The family no longer sees it on their own pages. It gets a conversation of its own, from where you
          can join it to the right family. Answers that were written here stay here.
        </p>
        {takeOut.error !== null && <ErrorNotice error={takeOut.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Leave it here
          </Button>
          <Button loading={takeOut.isPending} onClick={() => takeOut.mutate({ mailId })}>
            Take it out
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
