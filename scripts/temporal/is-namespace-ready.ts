import { Connection } from "@temporalio/client";

/** Whether a Temporal server answers for a namespace with our search attributes registered. */
export async function isNamespaceReady(address: string, namespace = "default"): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1_500 });
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      return "OrganisationId" in customAttributes && "CampaignId" in customAttributes;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
