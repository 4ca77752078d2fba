import { organisationIdFrom } from "@packpost/db/organisation-id";
import { fingerprintOf } from "@packpost/providers/twilio/account";
import { expect, it } from "vitest";
import { createProviderBuilders } from "./build-providers.ts";

const organisationId = organisationIdFrom("0198c1a2-0000-7000-8000-000000000001");
const mail = { sandboxUrl: undefined, apiUrl: "https://api.postmarkapp.com", serverToken: "token" };
const twilio = {
  apiUrl: "https://api.twilio.com",
  accountSid: `AC${"1".repeat(32)}`,
  authToken: "auth token",
};
const own = (key: string) => ({ provider: "twilio" as const, key });
const ownSid = `AC${"2".repeat(32)}`;

it("O2 V8 texts leave by the organisation's own account, else by the installation's, else not at all", () => {
  const { sms } = createProviderBuilders({ ...mail, twilio }).build;
  expect(sms(organisationId, null).fingerprint()).toBe(fingerprintOf(twilio.accountSid));
  expect(sms(organisationId, own(`${ownSid}:its-token`)).fingerprint()).toBe(fingerprintOf(ownSid));
  expect(() => sms(organisationId, own("its token alone"))).toThrow("cannot be read");
  const without = { ...twilio, accountSid: undefined, authToken: undefined };
  const mailOnly = createProviderBuilders({ ...mail, twilio: without }).build;
  expect(() => mailOnly.sms(organisationId, null)).toThrow("set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN");
  expect(mailOnly.sms(organisationId, own(`${ownSid}:its-token`)).fingerprint()).toBe(fingerprintOf(ownSid));
});

it("O2 V8 without keys everything goes to the simulator, and never half of it", () => {
  const sandboxUrl = "http://127.0.0.1:3001";
  const { sms } = createProviderBuilders({ ...mail, serverToken: undefined, sandboxUrl }).build;
  expect(sms(organisationId, null).fingerprint()).toBe(fingerprintOf("AC0198c1a2000070008000000000000001"));
  expect(sms(organisationId, own(`${ownSid}:its-token`)).fingerprint()).toBe(fingerprintOf(ownSid));
  expect(() => createProviderBuilders({ ...mail, serverToken: undefined, sandboxUrl, twilio })).toThrow(
    "SANDBOX_URL and TWILIO_ACCOUNT_SID are both set",
  );
});
