import { StepFailure } from "./step-failure.ts";

/** What failed, why, and what to do, in lines for the terminal. Never a bare stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof StepFailure) {
    return [`✗ ${error.message}`, ...indent(error.why), `→ ${error.whatToDo}`].join("\n");
  }
  const message = error instanceof Error ? error.message : String(error);
  const place = error instanceof Error ? firstOwnFrame(error.stack ?? "") : "";
  return [
    "✗ Something unexpected failed",
    ...indent(`${message}${place && `\n${place}`}`),
    "→ Run it again; if it stays, look into .data/logs and report the lines above.",
  ].join("\n");
}

function indent(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => `  ${line}`);
}

function firstOwnFrame(stack: string): string {
  return (
    stack
      .split("\n")
      .find((line) => line.includes("/scripts/") || line.includes("/packages/"))
      ?.trim() ?? ""
  );
}
