import { replayEndpoint, switchEndpoint, testEndpoint } from "@packpost/core/webhook-out/change-endpoint";
import { listEndpoints } from "@packpost/core/webhook-out/list-endpoints";
import { REPLAY_DAYS } from "@packpost/core/webhook-out/schemas";
import * as z from "zod";
import { createApiRouter, scoped } from "./procedures.ts";

const instant = z.iso.datetime({ offset: true }).nullable();

const webhookSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    createdAt: z.iso.datetime({ offset: true }),
    disabledAt: instant,
    disabledWhy: z
      .string()
      .nullable()
      .meta({ examples: ["by_hand", "failing", "gone"] }),
    failingSince: instant,
    nextTryAt: instant,
    attempts: z.array(
      z.object({
        at: z.iso.datetime({ offset: true }),
        kind: z.string().meta({ examples: ["outcomes", "test"] }),
        outcomes: z.int(),
        status: z.int().nullable(),
        error: z.string().nullable(),
        durationMs: z.int(),
      }),
    ),
  })
  .meta({ id: "Webhook" });

const idSchema = z.strictObject({ webhookId: z.uuid() });

/** Outgoing webhooks: how they do, and to have them go on. Where they lead is set by staff alone. */
export const webhookRouter = createApiRouter({
  list: scoped({
    ...{ method: "GET", path: "/webhooks", scope: "webhooks" },
    summary: "How the webhooks do",
    description: "With the newest 20 tries of each. They are made in Packpost under Settings, API.",
  })
    .output(z.object({ webhooks: z.array(webhookSchema) }))
    .query(async ({ ctx: { ctx } }) => {
      const endpoints = await listEndpoints({ ctx });
      return {
        webhooks: endpoints.map((endpoint) => ({
          ...endpoint,
          createdAt: endpoint.createdAt.toISOString(),
          disabledAt: endpoint.disabledAt?.toISOString() ?? null,
          failingSince: endpoint.failingSince?.toISOString() ?? null,
          nextTryAt: endpoint.nextTryAt?.toISOString() ?? null,
          attempts: endpoint.attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
        })),
      };
    }),
  test: scoped({
    ...{ method: "POST", path: "/webhooks/{webhookId}/test", scope: "webhooks", status: 202 },
    summary: "Have a test message sent",
  })
    .input(idSchema)
    .output(z.object({ asked: z.literal(true) }))
    .mutation(async ({ ctx: { ctx }, input }) => {
      await testEndpoint({ ctx, input: { endpointId: input.webhookId } });
      return { asked: true } as const;
    }),
  switch: scoped({
    ...{ method: "PUT", path: "/webhooks/{webhookId}/on", scope: "webhooks" },
    summary: "Turn a webhook on or off",
    description: "Turned on again, it is told what changed meanwhile, up to 30 days back.",
  })
    .input(idSchema.extend({ on: z.boolean() }))
    .output(z.object({ on: z.boolean() }))
    .mutation(async ({ ctx: { ctx }, input }) => {
      await switchEndpoint({ ctx, input: { endpointId: input.webhookId, on: input.on } });
      return { on: input.on };
    }),
  replay: scoped({
    ...{ method: "POST", path: "/webhooks/{webhookId}/replay", scope: "webhooks", status: 202 },
    summary: "Have everything of the last hours sent again",
  })
    .input(
      idSchema.extend({
        hours: z
          .int()
          .min(1)
          .max(REPLAY_DAYS * 24),
      }),
    )
    .output(z.object({ asked: z.literal(true) }))
    .mutation(async ({ ctx: { ctx }, input }) => {
      await replayEndpoint({ ctx, input: { endpointId: input.webhookId, hours: input.hours } });
      return { asked: true } as const;
    }),
});
