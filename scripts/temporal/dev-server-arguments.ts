/**
 * Command line of the development server.
 * WAL with `synchronous=NORMAL` is twice as fast as the file's default, which times out under load.
 * Fairness between organisations is off unless asked for and counts per partition: hence one partition.
 * @param options.file path of its database
 * @param options.uiPort null for no UI
 */
export function devServerArguments(options: {
  readonly file: string;
  readonly port: number;
  readonly uiPort: number | null;
}): string[] {
  const { file, port, uiPort } = options;
  return [
    ...["server", "start-dev", "--ip", "127.0.0.1", "--port", String(port)],
    ...(uiPort === null ? ["--headless"] : ["--ui-ip", "127.0.0.1", "--ui-port", String(uiPort)]),
    ...["--db-filename", file],
    ...["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"],
    ...["--dynamic-config-value", "matching.enableFairness=true"],
    ...["--dynamic-config-value", "matching.numTaskqueueReadPartitions=1"],
    ...["--dynamic-config-value", "matching.numTaskqueueWritePartitions=1"],
    ...["--search-attribute", "OrganisationId=Keyword", "--search-attribute", "CampaignId=Keyword"],
    ...["--log-level", "warn"],
  ];
}
