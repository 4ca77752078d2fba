const someId = "019aaaaa-0000-7000-8000-000000000000";
const passkey = { id: "AAAA", rawId: "AAAA", type: "public-key" };
const clientDataJSON = Buffer.from(JSON.stringify({ challenge: "AAAA" })).toString("base64url");
const signed = {
  ...passkey,
  response: { clientDataJSON, authenticatorData: "AAAA", signature: "AAAA" },
};

/** An honest input of every procedure of one's own account, and of what an organisation asks of it (O1). */
export const accountInputs: Record<string, unknown> = {
  "account.me": undefined,
  "account.sending": undefined,
  "account.changePassword": { current: "not it", wanted: "three brown dogs and a cat" },
  "account.sessions": undefined,
  "account.endSessions": { sessionId: someId },
  "account.factors.list": undefined,
  "account.factors.beginPasskey": undefined,
  "account.factors.addPasskey": {
    answer: { ...passkey, response: { clientDataJSON, attestationObject: "AAAA", transports: ["internal"] } },
  },
  "account.factors.renamePasskey": { passkeyId: someId, name: "My phone" },
  "account.factors.beginAuthenticator": undefined,
  "account.factors.confirmAuthenticator": { code: "123456" },
  "account.factors.remove": { factor: "passkey", passkeyId: someId },
  "account.factors.renewRecoveryCodes": undefined,
  "account.prove.byPassword": { password: "not it" },
  "account.prove.byCode": { code: "123456" },
  "account.prove.beginPasskey": undefined,
  "account.prove.byPasskey": { answer: signed },
  "settings.factorRule": undefined,
  "settings.requireSecondFactor": { required: true },
};
