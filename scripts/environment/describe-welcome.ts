import { demoCustomer, demoSlugs } from "@packpost/db/seed/seed-demo";
import type { Environment } from "./start-environment.ts";

/**
 * What `npm start` says at the end: where to go and how to sign in.
 * @param foundingToken of a link that founds the first organisation; null where there is one
 */
export function describeWelcome(
  environment: Environment,
  seconds: string,
  foundingToken: string | null,
): string {
  const { apiUrl, webUrl, temporalUiUrl, temporalAddress, simulatorUrl, staff, logs } = environment;
  const places = [
    ["Packpost", webUrl],
    [
      "Outbox",
      simulatorUrl ? `${simulatorUrl}/outbox  (simulated provider: no mail leaves this machine)` : null,
    ],
    ["Webhooks", apiUrl],
    ["Temporal UI", temporalUiUrl ?? `at your Temporal, ${temporalAddress}`],
    ["Logs", logs],
  ].flatMap(([name, place]) => (place ? [`  ${String(name).padEnd(13)}${place}`] : []));
  const signIns = staff.map(
    ({ email, role, organisation }) => `  ${email.padEnd(34)}${role.padEnd(9)}${organisation}`,
  );
  const password = staff[0]?.password;
  return [
    "",
    `Packpost runs (${seconds}). Ctrl-C stops it.`,
    ...places,
    ...(foundingToken === null ? [] : ["", ...describeFounding(`${webUrl}`, foundingToken)]),
    ...(password ? ["", `Sign in with the password ${password} as`, ...signIns] : []),
    ...(password
      ? [
          "",
          `As a customer: ${webUrl}/portal/${demoSlugs.riverside}`,
          `  ${demoCustomer.name}, ${demoCustomer.email}: ask for a code, open the outbox, read it there`,
        ]
      : []),
    "",
  ].join("\n");
}

/** There is no organisation yet, and how to found one. */
function describeFounding(webUrl: string, token: string): string[] {
  return [
    "There is no organisation yet. Set up the first one here (the link works once, for 24 hours, and is not shown again):",
    `  ${webUrl}/founding/${token}`,
  ];
}
