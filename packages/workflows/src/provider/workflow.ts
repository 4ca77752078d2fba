import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { ProviderActivities, ProviderKeyTestInput, ProviderRegistrationInput } from "./contract.ts";

const { testProviderKey } = proxyActivities<ProviderActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "30 seconds",
  scheduleToCloseTimeout: "2 minutes",
  retry: { maximumAttempts: 3 },
});

const { registerWithProviders } = proxyActivities<ProviderActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "10 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Asks the provider about a key that somebody wants to use. */
export async function providerKeyTest(input: ProviderKeyTestInput): Promise<void> {
  await testProviderKey(input);
}

/** Tells providers where to report. */
export async function providerRegistration(input: ProviderRegistrationInput = {}): Promise<void> {
  await registerWithProviders(input);
}
