import { expect, it } from "vitest";
import { describeBrowser } from "./describe-browser.ts";

const webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const blink = "AppleWebKit/537.36 (KHTML, like Gecko)";
const iPhone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${webKit}`;

it.each([
  ["Chrome, Linux", `Mozilla/5.0 (X11; Linux x86_64) ${blink} HeadlessChrome/141.0.0.0 Safari/537.36`],
  ["Chrome, Linux", `Mozilla/5.0 (X11; Linux x86_64) ${blink} Chrome/141.0.0.0 Safari/537.36`],
  ["Safari, iPhone", `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`],
  ["Chrome, iPhone", `${iPhone} CriOS/141.0.0.0 Mobile/15E148 Safari/604.1`],
  ["Edge, iPhone", `${iPhone} EdgiOS/141.0 Version/18.0 Mobile/15E148 Safari/604.1`],
  [
    "Firefox, iPad",
    `Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) ${webKit} FxiOS/143.0 Mobile/15E148 Safari/604.1`,
  ],
  ["Safari, Mac", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/18.5 Safari/605.1.15`],
  [
    "Opera, Mac",
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${blink} Chrome/139.0.0.0 Safari/537.36 OPR/123.0.0.0`,
  ],
  [
    "Edge, Windows",
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
  ],
  ["Firefox, Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"],
  ["Chrome, Android", `Mozilla/5.0 (Linux; Android 10; K) ${blink} Chrome/141.0.0.0 Mobile Safari/537.36`],
  [
    "Samsung Internet, Android",
    `Mozilla/5.0 (Linux; Android 10; K) ${blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ["Chrome, Chromebook", `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Chrome/141.0.0.0 Safari/537.36`],
  ["", "curl/8.14.1"],
  ["", ""],
  ["", null],
  ["", "x".repeat(100_000)],
])("O1 a session is listed as its owner knows it: %j", (words, userAgent) => {
  expect(describeBrowser(userAgent)).toBe(words);
});
