import { expect, it } from "vitest";
import { initialOf, listNames, threadName, writeTo } from "./thread-name.ts";

it("V8 a thread is called after its family, or after the number or mailbox that nobody knows", () => {
  const named = (name: string) => threadName({ family: { name }, stranger: null });
  expect(named("Okafor")).toBe("Okafor family");
  expect(named("The Browns")).toBe("The Browns");
  expect(named("García family")).toBe("García family");
  expect(threadName({ family: null, stranger: "+14155550188" })).toBe("+1 415 555 0188");
  expect(threadName({ family: null, stranger: "+4930123456" })).toBe("+49 301 234 56");
  expect(threadName({ family: null, stranger: "ana@mail.example" })).toBe("ana@mail.example");
  expect(initialOf({ family: { name: "The Browns" }, stranger: null })).toBe("B");
  expect(listNames(["Maria", "Chidi", "Ana"])).toBe("Maria, Chidi and Ana");
});

it("V2 says whom one writes to as one would say it", () => {
  expect(writeTo({ family: { name: "Okafor" }, stranger: null })).toBe("Write to the Okafor family");
  expect(writeTo({ family: { name: "The Browns" }, stranger: null })).toBe("Write to The Browns");
  expect(writeTo({ family: null, stranger: "+14155550188" })).toBe("Write to +1 415 555 0188");
});
