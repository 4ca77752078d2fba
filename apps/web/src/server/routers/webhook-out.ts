import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import {
  removeEndpoint,
  replayEndpoint,
  rotateEndpointSecret,
  switchEndpoint,
  testEndpoint,
} from "@packpost/core/webhook-out/change-endpoint";
import { createEndpoint } from "@packpost/core/webhook-out/create-endpoint";
import { listEndpoints } from "@packpost/core/webhook-out/list-endpoints";
import {
  createEndpointSchema,
  endpointIdSchema,
  replayEndpointSchema,
  switchEndpointSchema,
} from "@packpost/core/webhook-out/schemas";
import { createWebhookSecrets } from "@packpost/core/webhook-out/webhook-secret";
import { explainWebhookUrl } from "@packpost/providers/webhook-out/explain-webhook-url";
import { env } from "#web/env.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

const secretsOf = () => createWebhookSecrets(linkSecrets(env.AUTH_SECRET, undefined));
/** Beside the simulator what listens on this machine may be told, too. */
const explainUrl = (url: string) => explainWebhookUrl(url, env.SANDBOX_URL !== undefined);

/** Where outcomes are reported to (P10). */
export const webhookOutRouter = createRouter({
  list: permitted("settings.webhooks").query(({ ctx }) => listEndpoints({ ctx })),
  create: permitted("settings.webhooks")
    .input(createEndpointSchema)
    .mutation(({ ctx, input }) =>
      createEndpoint({ ctx, input, ports: { secretsOf: secretsOf(), explainUrl } }),
    ),
  switch: permitted("settings.webhooks")
    .input(switchEndpointSchema)
    .mutation(({ ctx, input }) => switchEndpoint({ ctx, input })),
  test: permitted("settings.webhooks")
    .input(endpointIdSchema)
    .mutation(({ ctx, input }) => testEndpoint({ ctx, input })),
  replay: permitted("settings.webhooks")
    .input(replayEndpointSchema)
    .mutation(({ ctx, input }) => replayEndpoint({ ctx, input })),
  rotateSecret: permitted("settings.webhooks")
    .input(endpointIdSchema)
    .mutation(({ ctx, input }) => rotateEndpointSecret({ ctx, input, secretsOf: secretsOf() })),
  remove: permitted("settings.webhooks")
    .input(endpointIdSchema)
    .mutation(({ ctx, input }) => removeEndpoint({ ctx, input })),
});
