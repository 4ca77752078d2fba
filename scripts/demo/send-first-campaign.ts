import type { StepRunner } from "../console/step.ts";
import type { Environment } from "../environment/start-environment.ts";

/** Sends one demo campaign through the public doors on first start and prints its outcome. */
export async function sendFirstCampaign(
  _environment: Environment,
  _step: StepRunner,
  _stop: AbortSignal,
): Promise<void> {}
