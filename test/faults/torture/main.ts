import { parseArgs } from "node:util";
import { randomFrom } from "../../support/random-from.ts";
import { Arena } from "./arena.ts";
import { faults } from "./faults.ts";
import { type Round, runRound } from "./run-round.ts";

/**
 * Sends campaigns while programs are killed and the provider misbehaves, and prints what became of the people: one line a
 * fault. Ends with 1 when anybody was lost or doubled, or anything else was wrong.
 */
const { values } = parseArgs({
  options: { seed: { type: "string" }, rounds: { type: "string" }, only: { type: "string" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const rounds = Math.max(1, Number(values.rounds ?? 1));
const chosen = faults.filter(({ name }) => name.includes(values.only ?? ""));
const random = randomFrom(seed);

const widths = [62, 6, 5, 7, 24, 8];
const line = (cells: readonly string[]) =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join(" ");

console.log(`2,500 people a round, ${rounds} round${rounds === 1 ? "" : "s"} a fault, seed ${seed}\n`);
console.log(line(["fault", "rounds", "lost", "doubled", "unconfirmed, then settled", "time"]));
const arena = await Arena.open();
let bad = 0;
// Whatever ends it, its programs end too: here in order, and by their ties where even this does not run.
const stop = (code: number) => void arena.close().finally(() => process.exit(code));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop(130));
process.once("uncaughtException", (error) => {
  console.error(error);
  stop(1);
});
try {
  for (const fault of chosen) {
    const done: Round[] = [];
    for (let round = 0; round < rounds; round += 1) done.push(await runRound(arena, fault, random));
    const sum = (of: (round: Round) => number) => done.reduce((total, round) => total + of(round), 0);
    const [lost, doubled, unconfirmed, settled] = [
      sum((round) => round.lost),
      sum((round) => round.doubled),
      sum((round) => round.unconfirmed),
      sum((round) => round.settled),
    ];
    const seconds = `${Math.round(sum((round) => round.seconds))} s`;
    console.log(
      line([
        fault.name,
        String(rounds),
        String(lost),
        String(doubled),
        `${unconfirmed}, ${settled}`,
        seconds,
      ]),
    );
    const wrong = done.flatMap((round) => round.wrong);
    for (const words of wrong) console.log(`  ✗ ${words}`);
    bad += lost + doubled + wrong.length;
  }
} finally {
  await arena.close();
}
console.log(
  bad === 0
    ? "\nNobody lost, nobody twice."
    : `\nNot well. The same again: npm run faults -- --seed ${seed} --rounds ${rounds}`,
);
process.exit(bad === 0 ? 0 : 1);
