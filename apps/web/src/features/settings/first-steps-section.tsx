"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { SettingsPart } from "./part/settings-part.tsx";
import { StateBox } from "./part/state-box.tsx";

const stateWords = {
  shown: "They stand above your campaigns, for owners and admins.",
  put_away: "They are put away.",
  done: "All done: your first campaign is on its way or out.",
} as const;

/** Where the three first steps come back from, once they were put away (O1). */
export function FirstStepsSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: steps } = useSuspenseQuery(trpc.settings.firstSteps.queryOptions());
  const change = useMutation(
    trpc.settings.putFirstStepsAway.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.settings.firstSteps.queryFilter()),
    }),
  );
  return (
    <SettingsPart
      id="first-steps"
      title="First steps"
      about="The way of a new organisation to its first campaign: sender’s domain, customers, campaign. They go by themselves with the first campaign."
    >
      <StateBox>
        <p role="status">{stateWords[steps.state]}</p>
        {change.error !== null && <ErrorNotice error={change.error} />}
        {steps.state !== "done" && (
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() => change.mutate({ away: steps.state === "shown" })}
          >
            {steps.state === "shown" ? "Put them away" : "Show them again"}
          </Button>
        )}
      </StateBox>
    </SettingsPart>
  );
}
