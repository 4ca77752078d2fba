import { ProviderRegistration } from "@packpost/db/entities/provider-registration.entity";
import { Texting } from "@packpost/db/entities/texting.entity";
import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import type { ProviderChannel } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { RegisterOutcome } from "@packpost/providers/provider-account";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { WorkerContext } from "../context.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { textWebhookUrl } from "../texting/text-webhook-url.ts";
import { explainUnreachableApi } from "../unsubscribe/public-address.ts";
import { makeSecret, passwordSealedFor } from "../webhook/change-webhook-secret.ts";
import { hashWebhookPassword, WEBHOOK_USER } from "../webhook/webhook-password.ts";
import { webhookUrl } from "../webhook/webhook-url.ts";

type Told = RegisterOutcome | { readonly outcome: "not_reachable"; readonly providerMessage: string };

/**
 * Tells the provider of a channel where to report, if that was asked for and is not done for this account and address (O2). Doing it
 * twice is doing it once, so whoever dies before it is written down does it again.
 * @returns what it came to; null = there was nothing to do
 */
export async function registerWithProvider({
  ctx,
  input: { channel },
}: {
  ctx: WorkerContext;
  input: { readonly channel: ProviderChannel };
}): Promise<Told["outcome"] | null> {
  const { organisationId } = ctx;
  const row = await inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<{ isAsked: boolean; at: string }>`
      select tried_at is null or asked_at > tried_at or outcome = 'unavailable' as "isAsked", app_now() as at
      from provider_registration where organisation_id = ${organisationId} and channel = ${channel}`.execute(
      em.getKysely(),
    );
    return rows[0];
  });
  if (row === undefined) return null;
  const way = await wayOf[channel](ctx);
  const known = await inOrganisation(ctx.orm, organisationId, (em) =>
    em.findOneOrFail(ProviderRegistration, { organisationId, channel }),
  );
  const isThere =
    known.outcome === "registered" && known.address === way.address && known.account === way.account;
  if (!row.isAsked && (isThere || known.outcome !== "registered")) return null;
  const told = await tell(ctx, way);
  const registered = told.outcome === "registered";
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    await em
      .getKysely()
      .updateTable("provider_registration")
      .set({
        // As of before the call: what was asked for meanwhile is still to be done.
        tried_at: new Date(row.at),
        outcome: told.outcome,
        provider_message: told.providerMessage ?? null,
        ...(registered && {
          ...{ registered_at: sql`app_now()`, address: way.address, account: way.account },
        }),
      })
      .where("organisation_id", "=", organisationId)
      .where("channel", "=", channel)
      .execute();
    if (registered)
      writeAudit(em, ctx, {
        ...{ action: "settings.registered", subjectKind: "organisation", subjectId: organisationId },
        detail: { channel },
      });
  });
  return told.outcome;
}

interface Way {
  readonly address: string | null;
  readonly account: string;
  tell(): Promise<RegisterOutcome>;
}

async function tell(ctx: WorkerContext, way: Way): Promise<Told> {
  const unreachable = ctx.realMail ? explainUnreachableApi(ctx.apiUrl) : undefined;
  if (unreachable !== undefined) return { outcome: "not_reachable", providerMessage: unreachable };
  return way.tell();
}

const wayOf: Readonly<Record<ProviderChannel, (ctx: WorkerContext) => Promise<Way>>> = {
  email: async (ctx) => {
    const email = await ctx.providerFor("email");
    const address = webhookUrl(ctx);
    return {
      ...{ address, account: email.fingerprint(BULK_STREAM) },
      tell: async () => {
        const password = await findPassword(ctx);
        if (password === null) return { outcome: "refused", providerMessage: noSecretsKey };
        return email.registerWebhooks({
          ...{ reportsUrl: address, inboundUrl: `${address}/inbound`, user: WEBHOOK_USER, password },
        });
      },
    };
  },
  sms: async (ctx) => {
    const sms = await ctx.providerFor("sms");
    const { organisationId } = ctx;
    const texting = await inOrganisation(ctx.orm, organisationId, (em) =>
      em.findOne(Texting, { organisationId }),
    );
    const number = texting?.number ?? null;
    const address =
      texting === null
        ? null
        : textWebhookUrl({ apiUrl: ctx.apiUrl, organisationId, secret: texting.secret }, "inbound");
    return {
      ...{ address, account: sms.fingerprint() },
      tell: async () =>
        number === null || address === null
          ? { outcome: "refused", providerMessage: "There is no number yet: save it in Settings › Texting" }
          : sms.registerInbound({ number, url: address }),
    };
  },
};

const noSecretsKey =
  "The worker has no SECRETS_KEY, so that the password cannot be kept: whoever runs Packpost sets it, or enters address and password at the provider by hand";

/** The password that our door knows, kept to be told; made anew where it is not. Null = it cannot be kept. */
async function findPassword(ctx: WorkerContext): Promise<string | null> {
  const { organisationId, accounts } = ctx;
  const { seal } = accounts;
  if (seal === null) return null;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const secret = await em.findOne(WebhookSecret, { organisationId });
    if (secret?.sealedPassword != null) {
      const password = seal.open(secret.sealedPassword, passwordSealedFor(organisationId));
      if (hashWebhookPassword(password) === secret.currentHash) return password;
    }
    return makeSecret(em, ctx, seal);
  });
}
