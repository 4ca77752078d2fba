"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { SettingsFrame } from "./part/settings-part.tsx";
import { StateBox } from "./part/state-box.tsx";

/** Whether owners and admins need a second factor (O1); a switch of its own, the owner's alone. */
export function SecuritySection() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: rule } = useSuspenseQuery(trpc.settings.factorRule.queryOptions());
  const change = useMutation(
    trpc.settings.requireSecondFactor.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.settings.factorRule.queryFilter()),
    }),
  );
  const { required, people, withFactor } = rule;
  const without = people - withFactor;
  return (
    <SettingsFrame
      id="second-factor"
      title="Second factor"
      about="A passkey or an authenticator app besides the password. Everybody can add one under their name, My account; here you ask owners and admins for it."
    >
      <StateBox>
        <p role="status">
          {required ? (
            <b>Owners and admins need a second factor.</b>
          ) : (
            "Owners and admins may do without one."
          )}{" "}
          {withFactor} of {people} {withFactor === 1 ? "has" : "have"} one.{" "}
          {!required &&
            without > 0 &&
            "Who has none is led to adding one at their next sign-in, and reaches nothing else until then."}
        </p>
        {change.error !== null && <ErrorNotice error={change.error} />}
        <Button
          variant={required ? "default" : "filled"}
          loading={change.isPending}
          onClick={() => change.mutate({ required: !required })}
        >
          {required ? "Ask for it no more" : "Ask owners and admins for it"}
        </Button>
      </StateBox>
    </SettingsFrame>
  );
}
