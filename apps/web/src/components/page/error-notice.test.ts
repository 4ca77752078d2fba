import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ErrorNotice } from "./error-notice.tsx";

const shown = (error: unknown) =>
  renderToStaticMarkup(createElement(ErrorNotice, { error })).replace(/<[^>]*>/g, "");

it("shows words of one's own, alone or as an object, and nothing in their stead", () => {
  const stop = "Their phone has texted STOP. Only START from it lifts that, so nothing was changed.";
  expect(shown(stop)).toBe(stop);
  expect(shown({ message: "No mail can go there.", nextStep: "Change the address." })).toBe(
    "No mail can go there.Change the address.",
  );
});

it("is an alert whose name is what went wrong", () => {
  const markup = renderToStaticMarkup(createElement(ErrorNotice, { error: "Nothing was merged." }));
  const title = /role="alert"[^>]* aria-labelledby="([^"]*)"/.exec(markup)?.[1];
  expect(markup).toContain(`id="${title}"`);
});

it("never shows the words of an error that is not ours", () => {
  expect(shown(new Error("duplicate key value violates unique constraint"))).toContain(
    "Something went wrong here.",
  );
});
