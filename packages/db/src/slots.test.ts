import { expect, it } from "vitest";
import { NoSlotError, Slots } from "./slots.ts";

it("C10 gives one owner a part of the places, and the rest to others", async () => {
  const slots = new Slots({ most: 3, mostOfOne: 2, mostWaitingOfOne: 5, waitMs: 20 });
  const mine = await Promise.all([slots.take("a"), slots.take("a")]);
  await expect(slots.take("a")).rejects.toThrow(NoSlotError);
  const other = await slots.take("b");
  await expect(slots.take("c")).rejects.toMatchObject({ retryAfterSeconds: 1 });
  for (const give of [...mine, other]) give();
  await slots.take("c");
});

it("C10 lets in who has waited longest and has room, once for a place given back twice", async () => {
  const slots = new Slots({ most: 2, mostOfOne: 1, mostWaitingOfOne: 5, waitMs: 1_000 });
  const a = await slots.take("a");
  const b = await slots.take("b");
  const order: string[] = [];
  const queue = async (owner: string) => {
    const give = await slots.take(owner);
    order.push(owner);
    return give;
  };
  const again = queue("a");
  const c = queue("c");
  b();
  b();
  const giveC = await c;
  expect(order).toEqual(["c"]);
  a();
  await again;
  giveC();
  await slots.take("d");
  expect(order).toEqual(["c", "a"]);
});

it("C10 O1 refuses at once what would wait behind too many of the same owner, and nobody else", async () => {
  const slots = new Slots({ most: 2, mostOfOne: 1, mostWaitingOfOne: 2, waitMs: 60_000 });
  const give = await slots.take("crowd");
  const waiting = [slots.take("crowd"), slots.take("crowd")];
  await expect(slots.take("crowd")).rejects.toMatchObject({ retryAfterSeconds: 60 });
  (await slots.take("somebody"))();
  give();
  for (const next of waiting) (await next)();
});

it("gives each owner as many places as there are, in the order they came", async () => {
  const slots = new Slots({ most: 10, mostOfOne: 1, mostWaitingOfOne: 2, waitMs: 60_000 });
  const first = await slots.take("a");
  const order: string[] = [];
  const second = slots.take("a").then((giveBack) => {
    order.push("second");
    return giveBack;
  });
  const third = slots.take("a").then((giveBack) => {
    order.push("third");
    return giveBack;
  });
  await expect(slots.take("a")).rejects.toThrow(NoSlotError);
  await slots.take("b");
  first();
  first(); // once given back, a second time changes nothing
  (await second)();
  (await third)();
  expect(order).toEqual(["second", "third"]);
  await slots.take("a");
});

it("lets nobody wait longer than the limit", async () => {
  const slots = new Slots({ most: 10, mostOfOne: 1, mostWaitingOfOne: 5, waitMs: 20 });
  const first = await slots.take("a");
  await expect(slots.take("a")).rejects.toThrow(NoSlotError);
  first();
  await slots.take("a");
});

it("C17 slots that another copy of the module made refuse with an error that this one knows, as with Next's bundles", async () => {
  const copy: typeof import("./slots.ts") = await import(new URL("./slots.ts?copy", import.meta.url).href);
  expect(copy.Slots).not.toBe(Slots);
  const options = { most: 1, mostOfOne: 1, mostWaitingOfOne: 0, waitMs: 1_000 };
  const theirs = copy.Slots.ofProcess("of a test of copies", options);
  await theirs.take("a");
  const refused = await Slots.ofProcess("of a test of copies", options)
    .take("a")
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(NoSlotError);
  expect(new Error("another")).not.toBeInstanceOf(NoSlotError);
});
