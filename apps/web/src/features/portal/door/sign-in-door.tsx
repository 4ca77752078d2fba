"use client";

import { useEffect, useState } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import { AddressStep } from "./address-step.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { CodeStep } from "./code-step.tsx";
import { forgetAsked, readAsked, rememberAsked } from "./remember-asked.ts";

interface Asked {
  address: string;
  /** When it can be asked for again, by this device's clock. */
  againAtMs: number;
}

/** Signing in (P6): an address, then the six digits that came by mail, then, where a mailbox is several people's, who one is. */
export function SignInDoor({ supportEmail }: { supportEmail: string | null }) {
  const { slug } = usePortal();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [people, setPeople] = useState<readonly { id: string; name: string }[] | null>(null);
  // Phones drop a page while its owner reads the mail: it comes back where it was.
  useEffect(() => setAsked(readAsked(slug)), [slug]);

  const onAsked = (address: string, waitSeconds: number) => {
    const now = { address, againAtMs: Date.now() + waitSeconds * 1_000 };
    rememberAsked(slug, now);
    setAsked(now);
  };
  const onEntered = () => {
    forgetAsked(slug);
    window.location.reload();
  };
  if (asked === null) return <AddressStep onAsked={onAsked} />;
  if (people !== null) return <ChooseStep address={asked.address} people={people} onEntered={onEntered} />;
  return (
    <CodeStep
      key={asked.address}
      {...asked}
      supportEmail={supportEmail}
      onAsked={onAsked}
      onEntered={onEntered}
      onChoose={setPeople}
      onOtherAddress={() => {
        forgetAsked(slug);
        setAsked(null);
      }}
    />
  );
}
