import { expect, it } from "vitest";
import { readExternalServices } from "./read-external-services.ts";

const real = {
  DATABASE_URL: "postgres://app@db.example/packpost",
  DATABASE_MIGRATION_URL: "postgres://owner@db.example/packpost",
  AUTH_SECRET: "s".repeat(32),
  POSTMARK_SERVER_TOKEN: "token",
  API_URL: "https://api.example.org",
  POSTMARK_WEBHOOK_USER: "user",
  POSTMARK_WEBHOOK_PASSWORD: "a password of length",
};

it("K03 refuses an http or local address with real keys, before anything is started", () => {
  for (const APP_URL of ["http://mail.example.org", "http://localhost:3000", "https://localhost:3000"])
    expect(() => readExternalServices({ ...real, APP_URL })).toThrow(
      expect.objectContaining({ why: expect.stringContaining("set APP_URL to the public https address") }),
    );
  const https = { ...real, APP_URL: "https://mail.example.org" };
  expect(readExternalServices(https)).toMatchObject({ realMail: true, publicUrl: https.APP_URL });
  expect(() => readExternalServices({ ...https, API_URL: "" })).toThrow(
    expect.objectContaining({ why: expect.stringContaining("not API_URL") }),
  );
  for (const API_URL of ["http://api.example.org", "https://localhost:3002"])
    expect(() => readExternalServices({ ...https, API_URL })).toThrow(
      expect.objectContaining({ why: expect.stringContaining("set API_URL to the public https address") }),
    );
  expect(readExternalServices({ APP_URL: "http://localhost:3000" })).toMatchObject({ realMail: false });
});

it("O2 V8 refuses half of a Twilio account, or one beside the simulator, naming what is missing", () => {
  const mail = { ...real, APP_URL: "https://mail.example.org" };
  const [sid, token] = [`AC${"1".repeat(32)}`, "auth token"];
  const missing = (names: string) =>
    expect.objectContaining({ why: expect.stringContaining(`not ${names}`) });
  expect(() => readExternalServices({ ...mail, TWILIO_ACCOUNT_SID: sid })).toThrow(
    missing("TWILIO_AUTH_TOKEN"),
  );
  expect(() => readExternalServices({ ...mail, TWILIO_AUTH_TOKEN: token })).toThrow(
    missing("TWILIO_ACCOUNT_SID"),
  );
  const both = { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token };
  expect(() => readExternalServices(both)).toThrow(missing("POSTMARK_SERVER_TOKEN"));
  expect(readExternalServices({ ...mail, ...both })).toMatchObject({ realMail: true });
});
