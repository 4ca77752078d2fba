import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

it("gives each owner as many turns as there are, in the order they came", async () => {
  const turns = new Turns({ atOnce: 1, mostWaiting: 2, waitMs: 60_000 });
  const first = await turns.take("a");
  const order: string[] = [];
  const second = turns.take("a").then((release) => {
    order.push("second");
    return release;
  });
  const third = turns.take("a").then((release) => {
    order.push("third");
    return release;
  });
  expect(await turns.take("a")).toBeNull();
  expect(await turns.take("b")).not.toBeNull();
  first?.();
  first?.(); // once given back, a second time changes nothing
  (await second)?.();
  (await third)?.();
  expect(order).toEqual(["second", "third"]);
  expect(await turns.take("a")).not.toBeNull();
});

it("lets nobody wait longer than the limit", async () => {
  const turns = new Turns({ atOnce: 1, mostWaiting: 5, waitMs: 20 });
  const first = await turns.take("a");
  expect(await turns.take("a")).toBeNull();
  first?.();
  expect(await turns.take("a")).not.toBeNull();
});
