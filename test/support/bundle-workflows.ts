import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";

/**
 * Compiles all workflows once (about 2 s), for every worker of every test file.
 * @param directory where the bundle is put
 * @param interceptors modules that are compiled in
 * @returns its file
 */
export async function bundleWorkflows(
  directory: string,
  interceptors: readonly string[] = [],
): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(import.meta.resolve("@packpost/workflows/all-workflows")),
    workflowInterceptorModules: interceptors.map((module) => fileURLToPath(import.meta.resolve(module))),
    logger: new DefaultLogger("WARN"),
  });
  const file = join(directory, "workflow-bundle.js");
  writeFileSync(file, code);
  return file;
}
