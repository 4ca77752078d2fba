import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { everySoOften } from "./every-so-often.ts";

it("O4 what a worker looks after ends only when the look in hand has come to its end, and none begins anew", async () => {
  const began = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  let looks = 0;
  const end = everySoOften(1, async () => {
    looks += 1;
    began.resolve();
    await answered.promise;
  });
  await began.promise;
  let ended = false;
  const ending = end().then(() => {
    ended = true;
  });
  await delay(20);
  expect({ looks, ended }).toEqual({ looks: 1, ended: false });
  answered.resolve();
  await ending;
  await delay(20);
  expect(looks).toBe(1);
});
