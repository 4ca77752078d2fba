import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { noteLocalWebUrl } from "../environment/local-web-url.ts";
import { appUrlOf } from "./app-url-of.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "packpost-url-"));
  mkdirSync(join(data, "run"));
});
afterEach(() => rmSync(data, { recursive: true }));

it("O1 a link leads where `npm start` has put the web app, unless APP_URL says otherwise", () => {
  expect(appUrlOf({}, data)).toBe("http://localhost:3000");
  noteLocalWebUrl(data, "http://localhost:4700");
  expect(appUrlOf({}, data)).toBe("http://localhost:4700");
  expect(appUrlOf({ APP_URL: "" }, data)).toBe("http://localhost:4700");
  expect(appUrlOf({ APP_URL: "https://mail.example.org/" }, data)).toBe("https://mail.example.org");
});
