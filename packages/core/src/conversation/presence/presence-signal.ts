import * as z from "zod";

/** PostgreSQL's channel on which the web processes tell each other who is looking and writing (V10). */
export const PRESENCE_CHANNEL = "packpost_presence";

/** What somebody does in a thread; `noting`: a note for colleagues, of which a customer never learns. */
const doings = ["viewing", "typing", "noting", "gone"] as const;

export const signalPresenceSchema = z.object({
  threadId: z.uuid(),
  /** Of one page: another tab of the same person goes on when this one is closed. */
  tab: z.uuid(),
  doing: z.enum(doings),
});
export type SignalPresenceInput = z.infer<typeof signalPresenceSchema>;

/** As it goes from process to process: ids alone, nothing is stored anywhere. */
const presenceSignalSchema = signalPresenceSchema.extend({
  organisationId: z.uuid(),
  kind: z.enum(["staff", "customer"]),
  personId: z.uuid(),
});
export type PresenceSignal = z.infer<typeof presenceSignalSchema>;

export function writePresenceSignal(signal: PresenceSignal): string {
  const { organisationId, threadId, kind, personId, tab, doing } = signal;
  return [organisationId, threadId, kind, personId, tab, doing].join("/");
}

/** @returns undefined for what is no signal, such as one of another release */
export function readPresenceSignal(payload: string): PresenceSignal | undefined {
  const [organisationId, threadId, kind, personId, tab, doing] = payload.split("/");
  return presenceSignalSchema.safeParse({ organisationId, threadId, kind, personId, tab, doing }).data;
}
