import { findProviderKey } from "@packpost/core/provider-key/find-provider-key";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { listOrganisationIds } from "@packpost/core/sweep/list-organisation-ids";
import { providerChannels } from "@packpost/db/enums";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import { type Finding, findingsOf, messageOf } from "./finding.ts";

const { ok, warning, error } = findingsOf("providers");

export interface ProviderEnvironment {
  readonly sandboxUrl: string | undefined;
  readonly postmarkApiUrl: string;
  readonly postmarkToken: string | undefined;
  readonly twilioApiUrl: string;
  readonly twilioAccountSid: string | undefined;
  readonly twilioAuthToken: string | undefined;
  readonly secretsKey: string | undefined;
  readonly previousSecretsKey: string | undefined;
}

/** Whether the installation's keys are taken, and those of organisations can be opened. Nothing is sent. @param orm null where the database cannot be asked */
export async function checkProviders(environment: ProviderEnvironment, orm: Orm | null): Promise<Finding[]> {
  const installation =
    environment.sandboxUrl === undefined
      ? [await checkPostmark(environment), await checkTwilio(environment)]
      : [await checkSimulator(environment.sandboxUrl)];
  return [...installation, ...(orm === null ? [] : await checkSealedKeys(orm, environment))];
}

async function checkSimulator(url: string): Promise<Finding> {
  const answer = await ask(URL.parse("/outbox", url));
  return typeof answer === "number"
    ? warning(
        "everything goes to the provider simulator; nobody is written to",
        "Set POSTMARK_* and TWILIO_* instead of SANDBOX_URL when it is to be real.",
      )
    : error(
        `the provider simulator at ${url} does not answer: ${answer}`,
        "Start apps/sandbox, or correct SANDBOX_URL.",
      );
}

async function checkPostmark({ postmarkApiUrl, postmarkToken }: ProviderEnvironment): Promise<Finding> {
  if (postmarkToken === undefined)
    return error(
      "there is neither a key for mail nor the simulator",
      "Set POSTMARK_SERVER_TOKEN, or SANDBOX_URL for the simulator.",
    );
  const answer = await ask(URL.parse("/server", postmarkApiUrl), {
    "x-postmark-server-token": postmarkToken,
  });
  return explainAnswer(
    answer,
    "Postmark",
    "POSTMARK_SERVER_TOKEN (Postmark › Servers › API Tokens) and POSTMARK_API_URL",
  );
}

async function checkTwilio({
  twilioApiUrl,
  twilioAccountSid,
  twilioAuthToken,
}: ProviderEnvironment): Promise<Finding> {
  if (twilioAccountSid === undefined || twilioAuthToken === undefined)
    return ok("no account for texts: nobody is texted unless an organisation has one of its own");
  const url = URL.parse(`/2010-04-01/Accounts/${twilioAccountSid}.json`, twilioApiUrl);
  const authorization = `Basic ${Buffer.from(`${twilioAccountSid}:${twilioAuthToken}`).toString("base64")}`;
  return explainAnswer(
    await ask(url, { authorization }),
    "Twilio",
    "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_API_URL",
  );
}

function explainAnswer(answer: number | string, provider: string, variables: string): Finding {
  if (typeof answer === "string")
    return error(
      `${provider} cannot be reached: ${answer}`,
      `Check ${variables}, and that this machine may call out over 443.`,
    );
  if (answer === 401 || answer === 403) return error(`${provider} refuses the key`, `Check ${variables}.`);
  return answer < 400
    ? ok(`${provider} takes the key`)
    : warning(
        `${provider} answers ${answer}`,
        "Look at its status page; sending waits and goes on by itself.",
      );
}

/** @param url null where what was set is no address @returns the status, or why there was none */
export async function ask(url: URL | null, headers: Record<string, string> = {}): Promise<number | string> {
  if (url === null) return "this is not an address such as https://mail.example.org";
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json", ...headers },
      signal: AbortSignal.timeout(10_000),
      redirect: "manual",
    });
    await response.body?.cancel();
    return response.status;
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    return messageOf(cause);
  }
}

async function checkSealedKeys(
  orm: Orm,
  { secretsKey, previousSecretsKey }: ProviderEnvironment,
): Promise<Finding[]> {
  const seal = secretsKey === undefined ? null : createKeySeal(secretsKey, previousSecretsKey);
  let opened = 0;
  const closed: string[] = [];
  for (const id of await listOrganisationIds(orm))
    for (const channel of providerChannels) {
      const organisationId = organisationIdFrom(id);
      try {
        if ((await findProviderKey({ ctx: { orm, organisationId }, input: { channel, seal } })) !== null)
          opened += 1;
      } catch {
        closed.push(`${organisationId} (${channel})`);
      }
    }
  if (closed.length > 0)
    return [
      error(
        `SECRETS_KEY does not open the provider keys of ${closed.join(", ")}: their messages wait`,
        "Put the SECRETS_KEY under which they were saved into SECRETS_KEY_PREVIOUS, or let these organisations save their keys anew.",
      ),
    ];
  return opened === 0 ? [] : [ok(`SECRETS_KEY opens all ${opened} keys of organisations`)];
}
