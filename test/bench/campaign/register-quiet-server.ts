/** Sets up the organisation's server at the simulator without a webhook: the bench measures sending alone. */
export async function registerQuietServer(
  simulatorUrl: string | null,
  organisationId: string,
): Promise<void> {
  const response = await fetch(`${simulatorUrl}/_servers/sandbox-${organisationId}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "bench" }),
  });
  if (!response.ok)
    throw new Error(`The simulator refused the server: ${response.status} ${await response.text()}`);
}
