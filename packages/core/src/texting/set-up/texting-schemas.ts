import { registrationStates } from "@packpost/db/enums";
import * as z from "zod";

/** Inputs of the texting settings. No server imports: the browser checks with the same schemas. */

export const saveTextingSchema = z.object({
  /** As it is typed, with its country code. */
  number: z.string().max(60),
  registration: z.enum(registrationStates),
});
export type SaveTextingInput = z.infer<typeof saveTextingSchema>;

export const startTextTestSchema = z.object({ phone: z.string().max(60) });
export type StartTextTestInput = z.infer<typeof startTextTestSchema>;

export const switchTextingSchema = z.object({ to: z.enum(["on", "off", "resume"]) });
export type SwitchTextingInput = z.infer<typeof switchTextingSchema>;
