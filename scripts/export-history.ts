import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { Client, Connection } from "@temporalio/client";
import { keepHistory } from "../test/replay/history-file.ts";

/**
 * `node scripts/export-history.ts <name> <campaign id>`: keeps a real campaign's history for the replay test. TEMPORAL_ADDRESS
 * and TEMPORAL_NAMESPACE say where it is; histories carry no personal data.
 */
const [name, campaignId] = process.argv.slice(2);
if (!name || !campaignId) throw new Error("usage: export-history.ts <name> <campaign id>");
const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? "127.0.0.1:7233" });
const client = new Client({ connection, namespace: process.env.TEMPORAL_NAMESPACE ?? "default" });
await keepHistory(client, campaignWorkflowId(campaignId), name);
await connection.close();
