"use client";

import { useRouter } from "next/navigation";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import classes from "./joining.module.css";
import { useTakeOut } from "./use-take-out.ts";

/** What taking an email out again does, before it is done (T42). */
export function TakeOutDialog({ mailId, onClose }: { mailId: string; onClose: () => void }) {
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
