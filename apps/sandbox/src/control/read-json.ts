import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { answerJson } from "../http/answer.ts";
import { parseJson, readRequest } from "../http/read-body.ts";

const MAX_BYTES = 4 * 1024 * 1024;

/** Reads and checks a control request; on a wrong body it has answered 422 with the reasons and returns undefined. */
export async function readJson<T extends z.ZodType>(
  schema: T,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<z.output<T> | undefined> {
  const raw = await readRequest(request, MAX_BYTES);
  const parsed = schema.safeParse(raw && parseJson(raw));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  answerJson(response, 422, { error: "invalid", issues });
  return undefined;
}
