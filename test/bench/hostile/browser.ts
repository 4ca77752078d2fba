import { signInForCookie } from "../../../scripts/demo/web-session.ts";

/** A staff member's browser as an attacker uses it: sends what it likes, reads what it must. */
export class Browser {
  readonly #webUrl: string;
  readonly #cookie: string;

  private constructor(webUrl: string, cookie: string) {
    this.#webUrl = webUrl;
    this.#cookie = cookie;
  }

  static async signIn(webUrl: string, email: string, password: string): Promise<Browser> {
    return new Browser(webUrl, await signInForCookie(webUrl, email, password));
  }

  /** Calls procedures in one request. @returns its status */
  async call(path: string, inputs: readonly unknown[]): Promise<number> {
    const paths = inputs.map(() => path).join(",");
    const response = await fetch(`${this.#webUrl}/api/trpc/${paths}?batch=1`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.#webUrl, cookie: this.#cookie },
      body: JSON.stringify(Object.fromEntries(inputs.map((json, n) => [n, { json }]))),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** Opens a page. @throws Error when it does not answer 200 */
  async open(path: string): Promise<void> {
    const response = await fetch(`${this.#webUrl}${path}`, { headers: { cookie: this.#cookie } });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  }
}
