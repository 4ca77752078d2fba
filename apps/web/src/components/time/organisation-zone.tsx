"use client";

import { createContext, type ReactNode, use } from "react";

const ZoneContext = createContext("UTC");

/** Gives the times below it the organisation's zone (IANA name). */
export function OrganisationZone({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

/** IANA name of the organisation's zone. */
export function useOrganisationZone(): string {
  return use(ZoneContext);
}
