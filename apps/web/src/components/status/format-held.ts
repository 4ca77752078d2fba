import { formatCount } from "#web/components/form/format-number.ts";

/**
 * What is being sent, with what it does: "1 campaign waits", "1 campaign and 2 text alerts wait".
 *
 * @param verb of one, and of several
 * @returns empty where nothing is being sent
 */
export function formatHeld(
  { campaigns, alerts }: { readonly campaigns: number; readonly alerts: number },
  [one, several]: readonly [string, string],
): string {
  const parts = [
    ...(campaigns > 0 ? [`${formatCount(campaigns)} ${campaigns === 1 ? "campaign" : "campaigns"}`] : []),
    ...(alerts > 0 ? [`${formatCount(alerts)} ${alerts === 1 ? "text alert" : "text alerts"}`] : []),
  ];
  return parts.length === 0 ? "" : `${parts.join(" and ")} ${campaigns + alerts === 1 ? one : several}`;
}
