"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTRPC } from "#web/trpc/client.tsx";

/** Loaded where they are shown: an organisation that has sent a campaign never sees them. */
const FirstStepsCard = dynamic(() =>
  import("./first-steps-card.tsx").then((module) => module.FirstStepsCard),
);

/**
 * The way of a new organisation to its first campaign, for owners and admins (O1): three steps, and texting for whoever wants it. Gone once
 * a campaign was sent; until then they can be put away.
 * @param props.otherwise what stands here when the steps do not
 */
export function FirstSteps({ otherwise = null }: { otherwise?: ReactNode }) {
  const trpc = useTRPC();
  const { data: steps } = useQuery(trpc.settings.firstSteps.queryOptions());
  return steps?.state === "shown" ? <FirstStepsCard steps={steps} /> : otherwise;
}
