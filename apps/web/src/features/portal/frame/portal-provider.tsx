"use client";

import type { Logo } from "@packpost/core/organisation/get-logo";
import type { PortalWords } from "@packpost/core/portal/words/portal-words";
import { createContext, type ReactNode, use } from "react";

/** What every part of an organisation's customers' pages goes by. */
export interface PortalFacts {
  readonly slug: string;
  readonly organisation: string;
  /** Stands in place of its name; null = it has none. */
  readonly logo: Logo | null;
  /** IANA zone of the organisation. */
  readonly zone: string;
  readonly words: PortalWords;
}

const PortalContext = createContext<PortalFacts | null>(null);

/** Gives the parts below it the organisation and the words of its language. */
export function PortalProvider({ facts, children }: { facts: PortalFacts; children: ReactNode }) {
  return <PortalContext value={facts}>{children}</PortalContext>;
}

export function usePortal(): PortalFacts {
  const facts = use(PortalContext);
  if (facts === null) throw new Error("This stands on an organisation's customers' pages alone.");
  return facts;
}
