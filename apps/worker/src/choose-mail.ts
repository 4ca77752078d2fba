import type { OrganisationId } from "@packpost/db/organisation-id";
import { simulatedDns } from "@packpost/providers/dns";
import type { EmailProvider } from "@packpost/providers/email";
import { createPostmark } from "@packpost/providers/postmark/provider";

/** Which mail provider an organisation sends through. */
export type ChooseMail = (organisationId: OrganisationId) => EmailProvider;

/** Where mail goes: the simulator, or Postmark with the installation's one token. */
export interface MailSettings {
  readonly sandboxUrl: string | undefined;
  readonly apiUrl: string;
  readonly serverToken: string | undefined;
  /** Lets the account say whether a sender's domain is verified. */
  readonly accountToken?: string | undefined;
}

/**
 * Builds the choice once, at start.
 * @throws {Error} when both or neither of simulator and real keys are given: there is no silent default
 */
export function createMailChoice(settings: MailSettings): ChooseMail {
  const { sandboxUrl, serverToken } = settings;
  if (sandboxUrl !== undefined && serverToken !== undefined)
    throw new Error(
      "SANDBOX_URL and POSTMARK_SERVER_TOKEN are both set: choose the simulator or the real provider.",
    );
  if (sandboxUrl !== undefined)
    return (organisationId) => {
      const token = `sandbox-${organisationId}`;
      const dns = simulatedDns(sandboxUrl, token);
      return createPostmark({
        ...{ apiUrl: sandboxUrl, serverToken: token, accountToken: token },
        ...{ dns, ownersUnknown: true },
      });
    };
  if (serverToken === undefined)
    throw new Error("No mail provider: set POSTMARK_SERVER_TOKEN, or SANDBOX_URL for the simulator.");
  const postmark = createPostmark({
    apiUrl: settings.apiUrl,
    serverToken,
    accountToken: settings.accountToken,
  });
  return () => postmark;
}
