import { expect, it } from "vitest";
import * as z from "zod";
import { explainEnvironment } from "./explain-environment.ts";

it("O4 what is missing or wrong in an environment is told in words of whoever installs", () => {
  const { error } = z
    .object({
      DATABASE_URL: z.url({ protocol: /^postgres$/ }),
      APP_URL: z.url({ protocol: /^https?$/ }),
      AUTH_SECRET: z.string(),
      METRICS_PORT: z.coerce.number(),
      SECRETS_KEY: z.string().min(32, "at least 32 characters"),
    })
    .safeParse({
      DATABASE_URL: "mysql://x",
      APP_URL: "mail.example.org",
      METRICS_PORT: "many",
      SECRETS_KEY: "a",
    });
  expect(explainEnvironment("The api", error?.issues ?? [])).toBe(
    `The api cannot start, its environment is incomplete (see .env.example):
  DATABASE_URL: not an address such as postgres://role:password@host:5432/database
  APP_URL: not an address such as https://mail.example.org
  AUTH_SECRET: missing
  METRICS_PORT: not a number
  SECRETS_KEY: at least 32 characters`,
  );
});
