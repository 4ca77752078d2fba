import type { ServerResponse } from "node:http";
import type { Html } from "./html.ts";

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'";

/** Answers with a whole page. */
export function answerPage(response: ServerResponse, status: number, page: Html): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(page.text);
}

/** Answers with a part of a page: a file, a fragment, or the mail in its frame under its own policy. */
export function answerPiece(response: ServerResponse, type: string, text: string, policy = POLICY): void {
  response.writeHead(200, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(text);
}
