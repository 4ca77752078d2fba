import type { IncomingMessage, ServerResponse } from "node:http";
import { faultsPatchSchema } from "../faults/knobs.ts";
import { answerJson, answerText } from "../http/answer.ts";
import { dnsRecords } from "../postmark/domains.ts";
import type { Sandbox } from "../sandbox.ts";
import { putServerSchema } from "../servers/server.ts";
import { act, actBodySchema } from "./act.ts";
import { listLedger, summariseLedger } from "./list-ledger.ts";
import { readJson } from "./read-json.ts";

/** The simulator's own endpoints, all under `/_`: health, servers, ledger, faults, acts. */
export async function routeControl(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, noun, rest] = url.pathname.split("/");
  switch (`${request.method} ${noun}${rest === undefined ? "" : "/"}`) {
    case "GET _health":
      return answerText(response, 200, "ok");
    case "GET _ledger":
      return answerJson(response, 200, listLedger(sandbox, url.searchParams));
    case "GET _ledger/":
      return answerJson(response, 200, summariseLedger(sandbox, url.searchParams));
    case "GET _dns": {
      const asked = (name: string) => url.searchParams.get(name) ?? "";
      const knobs = sandbox.faults.knobs(asked("token"));
      return answerJson(response, 200, dnsRecords(knobs, asked("type"), asked("name").toLowerCase()));
    }
    case "GET _faults":
      return answerJson(response, 200, sandbox.faults.show());
    case "DELETE _faults":
      sandbox.faults.reset();
      return answerJson(response, 200, sandbox.faults.show());
    case "PUT _faults": {
      const patch = await readJson(faultsPatchSchema, request, response);
      if (!patch) return;
      sandbox.faults.merge(patch);
      return answerJson(response, 200, sandbox.faults.show());
    }
    case "GET _servers": {
      const servers = sandbox.servers.all().map(({ webhookPassword: _, ...server }) => server);
      return answerJson(response, 200, { servers });
    }
    case "PUT _servers/": {
      const body = await readJson(putServerSchema, request, response);
      if (!body) return;
      const { webhookPassword: _, ...server } = sandbox.servers.put(decodeURIComponent(rest ?? ""), body);
      return answerJson(response, 200, server);
    }
    case "POST _act": {
      const body = await readJson(actBodySchema, request, response);
      if (!body) return;
      const result = await act(sandbox, body);
      return answerJson(response, result.ok ? 200 : 422, result);
    }
    default:
      request.resume();
      return answerJson(response, 404, { error: "not_found" });
  }
}
