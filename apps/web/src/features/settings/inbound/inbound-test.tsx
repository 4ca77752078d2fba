"use client";

import type { InboundTest } from "@packpost/core/inbound-mail/test/inbound-test";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { Panel, PanelFoot, PanelHead } from "../part/panel.tsx";

/** How often the page looks while a test is under way, and for how long, in milliseconds. */
const LOOK_MS = 2_000;
const LOOK_FOR_MS = 10 * 60_000;
/** From then on something is wrong. */
const LATE_MS = 60_000;

/** Sends a mail to the inbound address and says when it has come in (V9). */
export function InboundTestBox({ address }: { address: string | null }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: test = null } = useQuery(
    trpc.settings.inboundTest.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data != null && isUnderWay(state.data) ? LOOK_MS : false),
    }),
  );
  const start = useMutation(
    trpc.settings.testInbound.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.settings.inboundTest.queryFilter()),
    }),
  );
  const { tone, words } = describe(test);
  return (
    <Panel>
      <PanelHead tone={tone}>
        <p role="status">{words}</p>
      </PanelHead>
      {start.error !== null && <ErrorNotice error={start.error} />}
      <PanelFoot>
        <span>{address === null ? "Save the inbound address first." : ""}</span>
        <Button
          variant="default"
          disabled={address === null}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {test === null ? "Send a test" : "Test again"}
        </Button>
      </PanelFoot>
    </Panel>
  );
}

const failed: ReadonlySet<string> = new Set(["bounced", "dropped", "failed", "skipped", "cancelled"]);

function isUnderWay({ arrivedAt, startedAt, status }: InboundTest): boolean {
  return arrivedAt === null && !failed.has(status) && ageMs(startedAt) < LOOK_FOR_MS;
}

const ageMs = (at: string) => Date.now() - new Date(at).getTime();

/** What the newest test has shown, and what to do where it shows nothing. */
function describe(test: InboundTest | null) {
  if (test === null)
    return {
      tone: undefined,
      words: (
        <>
          <b>Do answers come in?</b> We send an email to your inbound address and look whether it arrives.
        </>
      ),
    };
  const { arrivedAt, startedAt, status, providerMessage } = test;
  if (arrivedAt !== null)
    return {
      tone: undefined,
      words: (
        <>
          <b>Answers come in.</b> The test arrived <Time at={new Date(arrivedAt)} />.
        </>
      ),
    };
  if (failed.has(status))
    return {
      tone: "bad",
      words: (
        <>
          <b>The test could not be delivered.</b> {providerMessage ?? "The mail provider gave no reason."}{" "}
          Look whether the address is written as the mail provider shows it.
        </>
      ),
    };
  return ageMs(startedAt) < LATE_MS
    ? {
        tone: undefined,
        words: (
          <>
            <b>The test is on its way</b>, sent <Time at={new Date(startedAt)} />. This line changes when it
            arrives.
          </>
        ),
      }
    : {
        tone: "look",
        words: (
          <>
            <b>
              The test of <Time at={new Date(startedAt)} /> has not arrived.
            </b>{" "}
            Is the inbound webhook above entered at the mail provider, with the user and password? With a
            domain of your own, does its mail (the MX record) lead to the provider?
          </>
        ),
      };
}
