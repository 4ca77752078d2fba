import type { ServerResponse } from "node:http";
import type { PostmarkError } from "../postmark/errors.ts";

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
  });
  response.end(bytes);
}

/** Answers with a refusal in Postmark's form. */
export function answerError(response: ServerResponse, { status, ErrorCode, Message }: PostmarkError): void {
  answerJson(response, status, { ErrorCode, Message });
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}
