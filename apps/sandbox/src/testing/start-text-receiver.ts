import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { text } from "node:stream/consumers";

interface ReceivedForm {
  headers: IncomingHttpHeaders;
  /** As it was called. */
  url: string;
  form: Record<string, string>;
}

/** A receiver of a text provider's webhooks that keeps what it gets and answers as it is told. */
export class TextReceiver {
  readonly got: ReceivedForm[] = [];
  /** Statuses for the next requests, 0 = none at all; then always 204. */
  readonly answers: number[] = [];
  #server: Server | undefined;

  async start(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      const form = Object.fromEntries(new URLSearchParams(await text(request)));
      this.got.push({ headers: request.headers, url: `http://${request.headers.host}${request.url}`, form });
      const status = this.answers.shift() ?? 204;
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end();
    }).listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
  }

  statuses(): string[] {
    return this.got.map(({ form }) => form.MessageStatus ?? form.SmsStatus ?? "");
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
