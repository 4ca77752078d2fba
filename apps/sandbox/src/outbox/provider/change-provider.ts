import { randomUUID } from "node:crypto";
import { z } from "zod";
import { faultsPatchSchema, type Knobs } from "../../faults/knobs.ts";
import { outcomeSchema } from "../../outcomes/outcome.ts";
import type { Sandbox } from "../../sandbox.ts";
import { ANSWER_NAMES, ANSWERS } from "./answers.ts";

const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const domainName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s@/]+\.[^\s@/]+$/);

/** What a form of the page asks for. */
const changeSchema = z.discriminatedUnion("change", [
  z.strictObject({
    change: z.literal("next"),
    answer: z.enum(ANSWER_NAMES),
    endpoint: z.enum(["send", "search"]),
    times: z.coerce.number().int().min(1).max(10_000),
  }),
  z.strictObject({
    change: z.literal("outcome"),
    /** An address, `@domain`, or number. */
    who: z.string().trim().toLowerCase().min(1).max(320),
    /** Empty takes it away again. */
    outcome: z.union([outcomeSchema, z.literal("")]),
  }),
  z.strictObject({
    change: z.literal("domain"),
    domain: domainName,
    ...{ listed: ticked, dkim: ticked, returnPath: ticked, spf: ticked, dmarc: ticked },
    proof: z.string().trim().max(200).default(""),
  }),
  z.strictObject({ change: z.literal("domain-away"), domain: domainName }),
  z.strictObject({
    change: z.literal("reports"),
    webhooks: z.enum(["on", "hold", "off"]),
    search: z.enum(["up", "down"]),
  }),
  z.strictObject({ change: z.literal("account"), live: z.enum(["yes", "no"]) }),
  z.strictObject({ change: z.literal("another"), name: z.string().trim().min(1).max(200) }),
  z.strictObject({ change: z.literal("usual") }),
]);

/**
 * Changes how the providers treat one server.
 * @returns the server to show then: another one, if one was made
 * @throws ZodError for a form that was not filled in
 */
export function changeProvider(sandbox: Sandbox, token: string, form: URLSearchParams): string {
  const body = changeSchema.parse(Object.fromEntries(form));
  const { faults, servers } = sandbox;
  const set = (patch: object) => faults.merge(faultsPatchSchema.parse({ tokens: { [token]: patch } }));
  const setDomains = (domains: Knobs["domains"]) => set({ domains });
  switch (body.change) {
    case "next": {
      const { fault } = ANSWERS[body.answer];
      const armed = { ...fault, endpoint: body.endpoint, times: body.times };
      set({ next: [...(faults.own(token).next ?? []), armed] });
      break;
    }
    case "outcome":
      set({ outcomes: { [body.who]: body.outcome || null } });
      break;
    case "domain": {
      const { change: _, domain, proof, ...parts } = body;
      setDomains({ ...faults.knobs(token).domains, [domain]: { ...parts, proofs: proof ? [proof] : [] } });
      break;
    }
    case "domain-away": {
      const { [body.domain]: _, ...rest } = faults.knobs(token).domains;
      setDomains(rest);
      break;
    }
    case "reports":
      set({ webhooks: body.webhooks, searchDown: body.search === "down" });
      break;
    case "account": {
      const name = servers.get(token)?.name ?? token;
      servers.put(token, { name, live: body.live === "yes" });
      break;
    }
    case "another": {
      const another = `other-${randomUUID()}`;
      servers.put(another, { name: body.name });
      return another;
    }
    case "usual": {
      faults.merge(faultsPatchSchema.parse({ tokens: { [token]: null } }));
      const server = servers.get(token);
      if (server?.live === false) servers.put(token, { name: server.name, live: true });
      break;
    }
  }
  return token;
}
