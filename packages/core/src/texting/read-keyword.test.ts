import { expect, it } from "vitest";
import { findInvitedKeyword, mayMeanStop, readKeyword } from "./read-keyword.ts";

it.each([
  ["STOP", "stop"],
  [" stop. ", "stop"],
  ["Stop!!", "stop"],
  ["“STOP”", "stop"],
  ["stop all", "stop"],
  ["opt-out", "stop"],
  ["Cancel", "stop"],
  ["END", "stop"],
  ["quit", "stop"],
  ["revoke", "stop"],
  ["unsubscribe", "stop"],
  ["Start", "start"],
  ["UNSTOP", "start"],
  ["help?", "help"],
])("A12 T25 %j is the keyword %s", (body, keyword) => {
  expect(readKeyword(body, false)).toBe(keyword);
});

it.each(["stop by at ten", "I will stop", "stop please", "the end", "cancel my 10:00", "helpful", "", "yes"])(
  "A12 T25 %j is no keyword",
  (body) => {
    expect(readKeyword(body, false)).toBeUndefined();
  },
);

it("A12 YES opts in only from a number that has stopped", () => {
  expect([readKeyword("Yes!", true), readKeyword("Yes!", false)]).toEqual(["start", undefined]);
});

it.each([
  "stop please",
  "Please stop",
  "Please don't text me",
  "do not text me anymore",
  "STOP TEXTING ME",
  "Sorry, wrong number",
  "you have the wrong number",
  "no more texts",
  "take me off your list",
  "remove me",
  "stop messaging us",
  "lose my number",
  "Número equivocado",
  "Ne m’envoyez plus de messages",
  "Falsche Nummer!",
])("A12 T25 %j may mean it", (body) => {
  expect(mayMeanStop(body)).toBe(true);
});

it.each([
  "stop by at ten",
  "Can you stop him from barking?",
  "We stop at the gate",
  "Text me when you are there",
  "don't text him, call me",
  "Which number is the right one?",
  "I'll write you later",
  "take me to the park",
])("A12 T25 %j does not", (body) => {
  expect(mayMeanStop(body)).toBe(false);
});

it.each([
  ["Reply CANCEL to move your visit", "CANCEL"],
  ["Text us END when you are done", "END"],
  ["Please answer “quit” if not", "QUIT"],
])("T26 %j invites a keyword", (body, word) => {
  expect(findInvitedKeyword(body)).toBe(word);
});

it.each(["Reply STOP to opt out", "We had to cancel. Reply when you can", "See you at the end of the road"])(
  "T26 %j does not",
  (body) => {
    expect(findInvitedKeyword(body)).toBeUndefined();
  },
);
