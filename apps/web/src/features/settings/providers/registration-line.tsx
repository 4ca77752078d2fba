"use client";

import type { ShownProvider } from "@packpost/core/provider-account/get-providers";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { providerWords } from "./provider-words.ts";
import classes from "./providers.module.css";

const headlines = {
  asked: "Being registered at the provider.",
  registered: "Registered at the provider.",
  not_reachable: "Cannot be registered: the provider cannot reach this installation.",
  refused: "The provider did not take it.",
  unavailable: "The provider did not answer.",
} as const;

/** Whether the provider has been told where to report, and the button that tells it (O2). */
export function RegistrationLine({
  provider: { channel, registration, source },
  unreachable,
}: {
  provider: ShownProvider;
  unreachable: string | null;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const register = useMutation(
    trpc.settings.registerWithProvider.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.settings.providers.queryFilter()),
    }),
  );
  const state = registration?.state;
  const words = unreachable ?? registration?.providerMessage ?? null;
  return (
    <div className={classes.registration} data-tone={toneOf(state)}>
      <div role="status">
        <p>
          <b>{providerWords[channel].reports}.</b>{" "}
          {unreachable !== null
            ? headlines.not_reachable
            : state === undefined
              ? "Not registered by Packpost yet. Done by hand at the provider, that works too."
              : headlines[state]}{" "}
          {registration !== null && state === "registered" && (
            <>
              Since <Time at={new Date(registration.at)} />.
            </>
          )}
        </p>
        {words !== null && <p className={classes.note}>{words}</p>}
        {state === "unavailable" && (
          <p className={classes.note}>Packpost tries again every quarter of an hour.</p>
        )}
      </div>
      {register.error !== null && <ErrorNotice error={register.error} />}
      {source !== "none" && (
        <Button
          variant="default"
          loading={register.isPending}
          disabled={unreachable !== null}
          onClick={() => register.mutate({ channel })}
        >
          {state === "registered" ? "Register again" : "Register now"}
        </Button>
      )}
    </div>
  );
}

function toneOf(state: keyof typeof headlines | undefined): "bad" | "look" | undefined {
  if (state === "refused" || state === "not_reachable") return "bad";
  return state === "unavailable" ? "look" : undefined;
}
