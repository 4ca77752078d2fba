import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { Client, Connection } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import { keepHistory } from "./history-file.ts";

/** `node test/replay/export-history.ts <name> <campaign id>`: keeps a real campaign's history (TEMPORAL_ADDRESS says where). */
const [name, campaignId] = process.argv.slice(2);
if (!name || !campaignId) throw new Error("usage: export-history.ts <name> <campaign id>");
const { connectionOptions, namespace = "default" } = loadClientConnectConfig();
const connection = await Connection.connect(connectionOptions ?? {});
await keepHistory(new Client({ connection, namespace }), campaignWorkflowId(campaignId), name);
await connection.close();
