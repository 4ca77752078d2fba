import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

/** A message as it came. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Another system of the business on this machine: takes every webhook that it is sent. */
export class WebhookReceiver {
  readonly messages: Received[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      this.messages.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  }

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    return receiver;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/outcomes`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
