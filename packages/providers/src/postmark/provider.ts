import type { EmailProvider, FindOptions } from "../email.ts";
import type { FindOutcome } from "../send-outcome.ts";
import { fingerprintOf, isSameServer } from "./account.ts";
import type { PostmarkSettings } from "./call.ts";
import { checkAccount } from "./check-account.ts";
import { listSent } from "./list-sent.ts";
import { findByAttempt } from "./reconcile.ts";
import { registerWebhooks } from "./register-webhooks.ts";
import { postmarkLimits, sendBatch } from "./send.ts";
import { readOwnerProof } from "./sender/owner-proof.ts";
import { readSenderDomain } from "./sender/sender-domain.ts";
import { suppressionList } from "./suppressions.ts";

/** Postmark as one organisation's mail provider. Cheap to make: sockets are shared by all. */
export function createPostmark(settings: PostmarkSettings): EmailProvider {
  return {
    limits: postmarkLimits,
    fingerprint: (stream) => fingerprintOf(settings.serverToken, stream),
    sendBatch: (mails, options) => sendBatch(settings, mails, options),
    findByAttempt: (attemptId, options) => findOfCall(settings, attemptId, options),
    listSent: (options) => listSent(settings, options),
    suppressions: suppressionList(settings),
    readSenderDomain: (domain) => readSenderDomain(settings, domain),
    checkAccount: () => checkAccount(settings),
    registerWebhooks: (hooks) => registerWebhooks(settings, hooks),
    readOwnerProof: (domain, proof) => readOwnerProof(settings, domain, proof),
  };
}

/** The search, and what its silence about somebody is worth: nothing, unless this is the server that was called. */
async function findOfCall(
  settings: PostmarkSettings,
  attemptId: string,
  options: FindOptions,
): Promise<FindOutcome> {
  const answer = await findByAttempt(settings, attemptId, options);
  const { account } = options;
  if (answer.outcome !== "found" || account === fingerprintOf(settings.serverToken, options.stream))
    return answer;
  // Proof of the call: nobody of it is sent again, whoever is missing.
  if (answer.byRecipient.size > 0) return { ...answer, partial: true };
  return account !== null && (await isSameServer(settings, account, options))
    ? answer
    : { outcome: "elsewhere" };
}
