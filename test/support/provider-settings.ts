import type { TestWeb } from "./open-web.ts";
import type { TestOrganisation, TestWorld } from "./open-world.ts";
import { waitUntil } from "./wait-until.ts";

/** What owners and admins do with accounts at providers, as their page does it (O2). */
export function providerSettings(world: TestWorld, webOf: () => TestWeb) {
  const settingsOf = async (organisation: TestOrganisation, role: "owner" | "admin" = "owner") =>
    (await webOf().as(organisation, role)).settings;
  type Key = Parameters<Awaited<ReturnType<typeof settingsOf>>["testProviderKey"]>[0];

  const shown = async (
    organisation: TestOrganisation,
    channel: "email" | "sms",
    role?: "owner" | "admin",
  ) => {
    const { channels } = await (await settingsOf(organisation, role)).providers();
    return channels.find((one) => one.channel === channel);
  };

  /** Asks for the test of a key and waits for its end. */
  const testKey = async (organisation: TestOrganisation, key: Key) => {
    await (await settingsOf(organisation)).testProviderKey(key);
    return waitUntil("the test to end", async () => {
      const test = (await shown(organisation, key.channel))?.test;
      return test?.state === "running" ? undefined : test;
    });
  };

  /** Has the provider told where to report, and waits for what it came to. */
  const register = async (organisation: TestOrganisation, channel: "email" | "sms") => {
    await (await settingsOf(organisation)).registerWithProvider({ channel });
    return waitUntil("the provider to be told", async () => {
      const registration = (await shown(organisation, channel))?.registration;
      return registration?.state === "asked" ? undefined : registration;
    });
  };

  return {
    ...{ settingsOf, shown, testKey, register },
    testToken: (organisation: TestOrganisation, serverToken: string) =>
      testKey(organisation, { channel: "email", serverToken }),

    /** A server of the simulator that no organisation has by itself. */
    async server(settings: object = {}): Promise<string> {
      const token = `own-${crypto.randomUUID()}`;
      await world.simulator.call("PUT", `/_servers/${token}`, { name: "Its own", ...settings });
      return token;
    },
  };
}
