/** Runs once when the server starts: refuses a half-set environment, and stops in order when told to. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startProcess } = await import("./server/process/start-process.ts");
  startProcess();
}
