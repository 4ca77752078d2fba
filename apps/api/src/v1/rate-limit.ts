import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "./refusal.ts";

/** Requests of one key in a window, and at one time. */
export interface Rates {
  readonly requests: number;
  readonly windowSeconds: number;
  readonly atOnce: number;
}

/** Per process: it is the process that is to be kept from one system's haste. 500 rows a request make 10,000 rows a second of it. */
export const usualRates: Rates = { requests: 1_200, windowSeconds: 60, atOnce: 8 };

/** How fast a key may ask. */
export class RateLimit {
  readonly #rates: Rates;
  readonly #limiter: RateLimiterMemory;
  readonly #running = new Map<string, number>();

  constructor(rates: Rates) {
    this.#rates = rates;
    this.#limiter = new RateLimiterMemory({ points: rates.requests, duration: rates.windowSeconds });
  }

  /**
   * Takes a request of a key in.
   * @returns headers that tell how many more it may send, and what to call when the request is answered
   * @throws {Refusal} 429, with when to come again
   */
  async enter(keyId: string): Promise<{ headers: Record<string, string>; leave: () => void }> {
    const counted = await this.#limiter.consume(keyId).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    const headers = this.#headersOf(counted);
    // Consuming beyond the limit goes on counting; what is left stays at none.
    if (counted.consumedPoints > this.#rates.requests)
      throw tooMany(Math.ceil(counted.msBeforeNext / 1000), headers);
    const running = this.#running.get(keyId) ?? 0;
    if (running >= this.#rates.atOnce) throw tooMany(1, headers);
    this.#running.set(keyId, running + 1);
    return { headers, leave: () => this.#leave(keyId) };
  }

  #leave(keyId: string): void {
    const running = this.#running.get(keyId) ?? 0;
    if (running > 1) this.#running.set(keyId, running - 1);
    else this.#running.delete(keyId);
  }

  #headersOf({ remainingPoints, msBeforeNext }: RateLimiterRes): Record<string, string> {
    const { requests, windowSeconds } = this.#rates;
    return {
      "ratelimit-policy": `${requests};w=${windowSeconds}`,
      "ratelimit-limit": String(requests),
      "ratelimit-remaining": String(remainingPoints),
      "ratelimit-reset": String(Math.max(1, Math.ceil(msBeforeNext / 1000))),
    };
  }
}

function tooMany(seconds: number, headers: Record<string, string>): Refusal {
  const retryAfterSeconds = Math.max(1, seconds);
  return new Refusal(
    429,
    {
      code: "rate_limited",
      message: "This key asks too often, or too many times at once.",
      effect: "Nothing was done.",
      nextStep: `Ask again in ${retryAfterSeconds} seconds. Send up to 500 rows with one request instead of one each.`,
      retryAfterSeconds,
    },
    { ...headers, "retry-after": String(retryAfterSeconds) },
  );
}
