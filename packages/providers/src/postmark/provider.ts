import type { MailProvider } from "../types.ts";
import type { PostmarkSettings } from "./call.ts";
import { readOwnerProof } from "./owner-proof.ts";
import { findByAttempt } from "./reconcile.ts";
import { postmarkLimits, sendBatch } from "./send.ts";
import { readSenderDomain } from "./sender-domain.ts";
import { suppressionList } from "./suppressions.ts";

/** Postmark as one organisation's mail provider. Cheap to make: sockets are shared by all. */
export function createPostmark(settings: PostmarkSettings): MailProvider {
  return {
    limits: postmarkLimits,
    sendBatch: (mails, options) => sendBatch(settings, mails, options),
    findByAttempt: (attemptId, options) => findByAttempt(settings, attemptId, options),
    suppressions: suppressionList(settings),
    readSenderDomain: (domain) => readSenderDomain(settings, domain),
    readOwnerProof: (domain, proof) => readOwnerProof(settings, domain, proof),
  };
}
