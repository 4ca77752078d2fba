"use client";

import { IconSend2 } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatRefusal } from "./format-refusal.ts";
import type { useSendEmail } from "./use-send-email.ts";
import type { useWriting } from "./use-writing.ts";
import classes from "./write.module.css";

interface SendBarProps {
  name: string;
  /** Nothing can go there; why stands above. */
  barred: boolean;
  tooLong: boolean;
  sending: ReturnType<typeof useSendEmail>;
  draft: ReturnType<typeof useWriting>;
}

/** The button that sends, and what came of it where that was not a mail. */
export function SendBar({ name, barred, tooLong, sending, draft }: SendBarProps) {
  const zone = useOrganisationZone();
  const { result, error, isPending } = sending;
  const { written } = draft;
  const isEmpty = written.mailId === null;
  return (
    <div className={classes.send}>
      {result?.outcome === "earlier_wording_sent" && (
        <div className={classes.other} role="alert">
          <p>This mail was sent already, before your last changes. Send what stands here as another mail?</p>
          <Button size="compact-sm" variant="default" onClick={sending.sendAsAnother}>
            Send as another mail
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => draft.keeper.type("")}>
            Empty the fields
          </Button>
        </div>
      )}
      {result !== undefined && result.outcome !== "queued" && result.outcome !== "earlier_wording_sent" && (
        <ErrorNotice error={formatRefusal(result, { name, zone })} />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={classes.buttons}>
        <span className={classes.kept}>
          {isEmpty
            ? "Kept as you write, on all your devices"
            : error !== null
              ? "Press Send again: it goes out once"
              : "Draft kept"}
        </span>
        <Button
          leftSection={<IconSend2 size={17} stroke={1.8} aria-hidden />}
          loading={isPending}
          disabled={barred || tooLong || isEmpty || draft.other !== null}
          onClick={sending.send}
        >
          Send to {name}
        </Button>
      </div>
    </div>
  );
}
