import type { TestProject } from "vitest/node";
import { startTestServices, type TestServices } from "./start-test-services.ts";

declare module "vitest" {
  interface ProvidedContext {
    services: TestServices;
  }
}

/** Runs once for all projects: starts what those that were asked for need, and stops it at the end. */
export default async function setup(root: TestProject): Promise<() => Promise<void>> {
  const started = await startTestServices(root.vitest.projects.map((project) => project.name));
  if (!started) return async () => undefined;
  for (const project of root.vitest.projects) project.provide("services", started.services);
  return started.stop;
}
