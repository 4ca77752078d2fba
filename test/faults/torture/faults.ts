import { setTimeout as delay } from "node:timers/promises";
import { waitUntil } from "../../support/wait-until.ts";
import type { Arena } from "./arena.ts";

/** What a fault may lay hands on during one campaign. */
export interface Hands {
  readonly arena: Arena;
  readonly random: () => number;
  /** The provider's knobs for this organisation. */
  readonly knobs: (settings: object) => Promise<unknown>;
  /** How many of the campaign's people have each status. */
  readonly people: () => Promise<Record<string, number>>;
}

export interface Fault {
  readonly name: string;
  /** Set before the campaign begins. */
  readonly before?: object;
  readonly harm: (hands: Hands) => Promise<void>;
}

/** The moment is the seed's, not the program's. */
const someTime = ({ random }: Hands, most = 1_200) => delay(100 + random() * most);

const again =
  (times: number, kill: (arena: Arena) => Promise<void>) =>
  async (hands: Hands): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await someTime(hands);
      await kill(hands.arena);
    }
  };

const untilUnconfirmed = ({ people }: Hands) =>
  waitUntil("somebody to be unconfirmed", async () => ((await people()).unconfirmed ?? 0) > 0, 60_000);

/** A provider that lets a campaign have a middle. */
const slow = { latencyMs: 250 };

/** Everything that happens to an installation from outside; each heals by itself or is healed after its round. */
export const faults: readonly Fault[] = [
  { name: "worker killed (SIGKILL), 3 times", before: slow, harm: again(3, (arena) => arena.killWorker()) },
  {
    name: "web killed while events come in, 3 times",
    before: slow,
    harm: again(3, (arena) => arena.killDoor()),
  },
  { name: "Temporal killed, twice", before: slow, harm: again(2, (arena) => arena.killTemporal()) },
  {
    name: "provider killed in the middle of calls, twice",
    before: slow,
    harm: again(2, (arena) => arena.killProvider()),
  },
  {
    name: "PostgreSQL killed (-9; durable, synchronous_commit off)",
    before: slow,
    harm: again(2, (arena) => arena.killPostgres()),
  },
  {
    name: "disk full for 3 s",
    before: slow,
    harm: async (hands) => {
      await someTime(hands, 400);
      await hands.arena.fillDisk(3_000);
    },
  },
  {
    name: "calls accepted, answers lost; the search shows 80 %",
    before: { ...slow, searchShare: 0.8, webhooks: "hold", next: [{ kind: "reset-after", times: 2 }] },
    harm: async (hands) => void (await untilUnconfirmed(hands)),
  },
  {
    name: "calls accepted, answered 500; the search is 3 s late",
    before: { ...slow, searchLagMs: 3_000, webhooks: "hold", next: [{ kind: "5xx-after", times: 3 }] },
    harm: (hands) => someTime(hands),
  },
  {
    name: "answers lost, search down, events tell of some",
    before: { ...slow, searchDown: true, webhookDelayMs: 500, next: [{ kind: "reset-after", times: 3 }] },
    harm: async (hands) => {
      await someTime(hands);
      await hands.arena.killDoor();
      await delay(4_000);
    },
  },
  {
    name: "answers short, long, out of order, garbage",
    before: {
      ...slow,
      next: ["short", "long", "reordered", "garbage"].map((how) => ({ kind: `answer-${how}` })),
    },
    harm: (hands) => someTime(hands),
  },
  {
    name: "calls throttled (429) and refused (503) at random, search too",
    before: {
      ...slow,
      rate429: 0.3,
      rate5xxBefore: 0.2,
      rate5xxAfter: 0.2,
      retryAfterSeconds: 1,
      next: [{ kind: "429", endpoint: "search", times: 4 }],
    },
    harm: (hands) => delay(4_000 + hands.random() * 3_000),
  },
  {
    name: "provider away longer than every limit",
    before: { rate5xxBefore: 1, searchDown: true },
    harm: async (hands) => {
      await untilUnconfirmed(hands);
      await hands.arena.killWorker();
      await delay(3_000);
    },
  },
  {
    name: "everything at once",
    before: {
      ...slow,
      rate5xxBefore: 0.1,
      rate5xxAfter: 0.1,
      rateResetAfter: 0.1,
      rateResetBefore: 0.1,
      searchLagMs: 1_000,
    },
    harm: async (hands) => {
      const { arena, random } = hands;
      const kills = [
        () => arena.killWorker(),
        () => arena.killDoor(),
        () => arena.killTemporal(),
        () => arena.killProvider(),
        () => arena.killPostgres(),
      ];
      for (let time = 0; time < 4; time += 1) {
        await someTime(hands);
        await kills[Math.floor(random() * kills.length)]?.();
      }
    },
  },
];
