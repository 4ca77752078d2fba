import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";

const answer = z.union([
  z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) }),
  z.object({ error: z.object({ json: z.object({ message: z.string() }) }) }),
]);

/** A signed-in browser without a browser: calls the web app through the doors that its pages use. */
export type WebSession = {
  /**
   * Calls a tRPC procedure.
   * @param path e.g. "campaign.create"
   * @param reply what the answer must look like
   * @throws StepFailure with the web app's own words
   */
  query<T>(path: string, input: unknown, reply: z.ZodType<T>): Promise<T>;
  mutate<T>(path: string, input: unknown, reply: z.ZodType<T>): Promise<T>;
  /**
   * Calls a route that is no procedure, such as an upload or an export.
   * @throws StepFailure when it does not answer with success
   */
  request(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Response>;
};

/**
 * Signs a staff member in.
 * @returns what a browser would send as its cookies from then on
 * @throws StepFailure
 */
export async function signInForCookie(webUrl: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${webUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: webUrl },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) {
    throw new StepFailure(
      `${email} could not sign in`,
      `HTTP ${response.status}: ${(await response.text()).slice(0, 300)}`,
      "If secrets.json was replaced, begin with empty data: npm start -- --reset",
    );
  }
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

/**
 * Signs a staff member in.
 * @throws StepFailure
 */
export async function signIn(webUrl: string, email: string, password: string): Promise<WebSession> {
  const cookie = await signInForCookie(webUrl, email, password);
  const call = async <T>(
    path: string,
    reply: z.ZodType<T>,
    request: RequestInit,
    search = "",
  ): Promise<T> => {
    const answered = await fetch(`${webUrl}/api/trpc/${path}${search}`, {
      ...request,
      headers: { "content-type": "application/json", origin: webUrl, cookie },
    });
    const parsed = answer.safeParse(await answered.json().catch(() => null));
    if (parsed.success && "result" in parsed.data) return reply.parse(parsed.data.result.data.json);
    const why =
      parsed.success && "error" in parsed.data ? parsed.data.error.json.message : "no answer of tRPC";
    throw new StepFailure(
      `${path} failed`,
      `HTTP ${answered.status}: ${why}`,
      "Look into .data/logs/web.log.",
    );
  };
  return {
    query: (path, input, reply) =>
      call(path, reply, {}, `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`),
    mutate: (path, input, reply) =>
      call(path, reply, { method: "POST", body: JSON.stringify({ json: input }) }),
    request: async (path, init = {}) => {
      const headers = { ...init.headers, origin: webUrl, cookie };
      const answered = await fetch(`${webUrl}${path}`, { ...init, headers });
      if (answered.ok) return answered;
      throw new StepFailure(
        `${path} failed`,
        `HTTP ${answered.status}: ${(await answered.text()).slice(0, 300)}`,
        "Look into .data/logs/web.log.",
      );
    },
  };
}
