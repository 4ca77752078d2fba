/** The answers are known only here: a cut connection is worth another try before the provider must be asked for them. */
export async function recordSurely(record: () => Promise<void>): Promise<void> {
  for (const delayMs of [100, 400, 1_600]) {
    try {
      return await record();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  await record();
}
