"use client";

import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { Panel, PanelFoot, PanelHead, PanelNote } from "../part/panel.tsx";
import { SettingsFrame } from "../part/settings-part.tsx";
import { formatSenderCheck } from "./format-sender-check.ts";
import classes from "./sender-check.module.css";
import { SenderPartLine } from "./sender-part-line.tsx";

/** Whether receivers can believe the sender: the records of its domain, what is missing, and what to add (C17). */
export function SenderCheckSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: check } = useSuspenseQuery(trpc.settings.sender.queryOptions());
  const again = useMutation(
    trpc.settings.checkSender.mutationOptions({
      onSuccess: (newest) => queryClient.setQueryData(trpc.settings.sender.queryKey(), newest),
    }),
  );
  const [seen, setSeen] = useState<Date | null>(null);
  // The worker did not come round to it in the time one waits: the old answer is still there.
  const late = again.isSuccess && again.data.checkedAt?.getTime() === seen?.getTime();
  const { mutate } = again;
  const never = check.checkedAt === null;
  // Nobody has looked yet: who opens the page need not ask for it.
  useEffect(() => {
    if (never) mutate();
  }, [never, mutate]);
  const { headline, more, tone } = formatSenderCheck(check);
  return (
    <SettingsFrame
      id="sender-check"
      title="Sender's domain"
      about={
        <>
          These records show mail services that mail from {check.domain} is yours. Whoever looks after your
          website can add them. Without them mail lands in the spam folder, so campaigns are refused while one
          is missing. We look once a day.
        </>
      }
    >
      <Panel>
        <PanelHead tone={tone}>
          <p>
            <b>{headline}</b> {more}
          </p>
          {check.providerMessage !== null && (
            <PanelNote>The last time the account did not answer: {check.providerMessage}</PanelNote>
          )}
        </PanelHead>
        {check.mailService === null && check.parts.length > 0 && (
          <ul className={classes.parts}>
            {check.parts.map((part) => (
              <SenderPartLine key={part.part} part={part} />
            ))}
          </ul>
        )}
        {again.error !== null && <ErrorNotice error={again.error} />}
        <PanelFoot>
          <span role="status">
            {late ? (
              "Still being checked; look again in a minute."
            ) : check.checkedAt === null ? (
              "Not checked yet"
            ) : (
              <>
                Checked <Time at={check.checkedAt} />
              </>
            )}
          </span>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} stroke={1.8} aria-hidden />}
            loading={again.isPending}
            onClick={() => {
              setSeen(check.checkedAt);
              again.mutate();
            }}
          >
            Check again
          </Button>
        </PanelFoot>
      </Panel>
    </SettingsFrame>
  );
}
