"use client";

import type { ShownProviders } from "@packpost/core/provider-account/get-providers";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { RecordList } from "../part/panel.tsx";
import classes from "./inbound-address.module.css";

/** How often the page looks while the worker tells the provider, in milliseconds. */
const LOOK_MS = 2_000;

/** Where the provider of texts hands over what families text, and whether it knows that or somebody has to tell it (V8). */
export function InboundAddress({ address }: { address: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery({
    ...trpc.settings.providers.queryOptions(),
    refetchInterval: ({ state }) => (state.data && howFar(state.data) === "asked" ? LOOK_MS : false),
  });
  return (
    <div className={classes.inbound}>
      <p role="status">
        What families text comes to Packpost by this address, which your text provider has to know.{" "}
        {words[howFar(data)]}
      </p>
      <RecordList label="What the text provider has to know">
        <CopiedField label="Address" value={address} copy="Copy the address" />
      </RecordList>
    </div>
  );
}

const providers = <Link href="/settings/providers#sms-account">Providers</Link>;

const words = {
  simulator: "The simulator knows it already: there is nothing to do.",
  registered: "Packpost has entered it there: there is nothing to do.",
  asked: "Packpost is entering it there just now.",
  failed: <>Packpost could not enter it there: {providers} says why.</>,
  no_account: <>Enter your text account under {providers} first: Packpost then enters it there by itself.</>,
  not_yet: (
    <>
      It is not entered there yet. <i>Register now</i> under {providers} does it; by hand it is entered at the
      number, as what is called when a message comes in.
    </>
  ),
};

function howFar({ channels, unreachable }: ShownProviders): keyof typeof words {
  const account = channels.find(({ channel }) => channel === "sms");
  const state = account?.registration?.state;
  if (state === "registered" || state === "asked") return state;
  if (account?.source === "simulator") return "simulator";
  if (account === undefined || account.source === "none") return "no_account";
  return state !== undefined || unreachable !== null ? "failed" : "not_yet";
}
