"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { type RegistrationState, registrationStates } from "@packpost/core/texting/enums";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { Panel, PanelFoot, PanelHead, PanelNote } from "../part/panel.tsx";
import { SaveRow } from "../part/save-row.tsx";
import { FieldsForm, SettingsPart } from "../part/settings-part.tsx";
import { InboundAddress } from "./inbound-address.tsx";
import { SwitchOffDialog } from "./switch-off-dialog.tsx";
import { TextingTest } from "./texting-test.tsx";

const whyId = "texting-why-not-yet";

const registrationWords: Readonly<Record<RegistrationState, string>> = {
  unknown: "Not known",
  pending: "Applied for, not decided",
  registered: "Registered with the carriers",
  not_needed: "Not needed for this number",
  refused: "Refused",
};

/** How often the page looks while a test is under way, in milliseconds. */
const LOOK_MS = 2_000;

/** The number that texts leave by, its registration, and the switch that a test with a real phone opens (V8, A15). */
export function TextingSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: texting } = useSuspenseQuery({
    ...trpc.settings.texting.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.test && !state.data.ready ? LOOK_MS : false),
  });
  const options = { onSuccess: () => queryClient.invalidateQueries(trpc.settings.texting.queryFilter()) };
  const change = useMutation(trpc.settings.switchTexting.mutationOptions(options));
  const { enabledAt, pausedAt, providerMessage, ready } = texting;
  const isOn = enabledAt !== null;
  const [asking, ask] = useState(false);
  return (
    <SettingsPart
      id="texting"
      title="Texting"
      about="Texts to and from families leave by one number of yours, so that answers come to where you look for them. It stays off until a test with your own phone has shown that everything works."
    >
      <Panel>
        <PanelHead tone={pausedAt !== null ? "bad" : isOn ? undefined : "look"}>
          <p role="status">
            <b>{pausedAt !== null ? "Texting is paused." : isOn ? "Texting is on." : "Texting is off."}</b>{" "}
            {pausedAt !== null
              ? `${providerMessage ?? ""}. Nothing is texted until this is mended; messages are mailed instead.`
              : isOn
                ? `Families can be texted from ${texting.shown}.`
                : "Families are reached by their pages and by mail."}
          </p>
          {pausedAt !== null && (
            <PanelNote>
              Paused <Time at={new Date(pausedAt)} />. Register the number with the carriers at your text
              provider, then test it again or resume.
            </PanelNote>
          )}
        </PanelHead>
        <PanelFoot>
          <span>
            {enabledAt === null ? (
              !ready && (
                <span id={whyId}>
                  {texting.number === null
                    ? "Save your number and test it first: then it can be switched on."
                    : "This number has to pass the test below first: then it can be switched on."}
                </span>
              )
            ) : (
              <>
                On since <Time at={new Date(enabledAt)} />
              </>
            )}
          </span>
          {pausedAt !== null && (
            <Button
              variant="default"
              loading={change.isPending}
              onClick={() => change.mutate({ to: "resume" })}
            >
              Resume
            </Button>
          )}
          {isOn ? (
            <Button variant="default" loading={change.isPending} onClick={() => ask(true)}>
              Switch texting off…
            </Button>
          ) : (
            <Button
              disabled={!ready}
              aria-describedby={ready ? undefined : whyId}
              loading={change.isPending}
              onClick={() => change.mutate({ to: "on" })}
            >
              Switch texting on
            </Button>
          )}
        </PanelFoot>
      </Panel>
      {asking && (
        <SwitchOffDialog
          underWay={texting.underWay}
          pending={change.isPending}
          error={change.error}
          onClose={() => ask(false)}
          onConfirm={() => change.mutate({ to: "off" }, { onSuccess: () => ask(false) })}
        />
      )}
      {change.error !== null && !asking && <ErrorNotice error={change.error} />}
      <NumberForm number={texting.shown ?? ""} registration={texting.registration} />
      {texting.inboundUrl !== null && <InboundAddress address={texting.inboundUrl} />}
      {texting.number !== null && <TextingTest test={texting.test} ready={ready} />}
    </SettingsPart>
  );
}

function NumberForm({ number, registration }: { number: string; registration: RegistrationState }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // Null: as it is saved.
  const [typed, type] = useState<string | null>(null);
  const [state, choose] = useState<RegistrationState | null>(null);
  const save = useMutation(
    trpc.settings.saveTexting.mutationOptions({
      onSuccess: async (_, sent) => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.settings.texting.queryFilter()),
          queryClient.invalidateQueries(trpc.settings.providers.queryFilter()),
        ]);
        // What was changed while it was being saved stays to be saved.
        type((now) => (now === sent.number ? null : now));
        choose((now) => (now === sent.registration ? null : now));
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ number: typed ?? number, registration: state ?? registration });
  };
  return (
    <FieldsForm onSubmit={submit} aria-label="Your number">
      <TextInput
        label="Your number"
        description="With its country code. Another number has to pass the test anew."
        inputMode="tel"
        autoComplete="off"
        placeholder="+1 503 555 0100"
        value={typed ?? number}
        error={save.error?.data?.code === "BAD_REQUEST" ? save.error.message : undefined}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <NativeSelect
        label="Registration with the carriers"
        description="In the United States a long number has to be registered (your text provider calls it 10DLC), a toll-free one verified. Without it carriers refuse texts."
        value={state ?? registration}
        onChange={({ currentTarget: { value } }) =>
          choose(registrationStates.find((known) => known === value) ?? "unknown")
        }
        data={registrationStates.map((value) => ({ value, label: registrationWords[value] }))}
      />
      {save.error !== null && save.error.data?.code !== "BAD_REQUEST" && <ErrorNotice error={save.error} />}
      <SaveRow done={save.isSuccess ? "Saved" : null}>
        <Button type="submit" variant="default" loading={save.isPending}>
          Save the number
        </Button>
      </SaveRow>
    </FieldsForm>
  );
}
