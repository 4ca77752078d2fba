import { randomUUID } from "node:crypto";
import { inOrganisation } from "@packpost/db/orm";
import { insertRows } from "@packpost/db/seed/insert-rows";
import { createFamily } from "./create-family.ts";
import type { TestOrganisation } from "./create-test-organisation.ts";

/** A draft of the organisation's owner. @returns its id */
export async function createDraft(
  organisation: TestOrganisation,
  options: { readonly passId: string; readonly subject?: string; readonly bodyMarkdown?: string },
): Promise<string> {
  const id = randomUUID();
  const row = {
    organisation_id: organisation.organisationId,
    id,
    name: "Test campaign",
    pass_id: options.passId,
    subject: options.subject ?? "Hello {{first_name|there}}",
    preheader: "",
    body_markdown: options.bodyMarkdown ?? "Hi {{first_name|there}}, the gates are open.",
    version: 1,
    author_id: organisation.staff.owner,
    created_at: new Date(),
    updated_at: new Date(),
  };
  await inOrganisation(organisation.orm, organisation.organisationId, async (em) => {
    await insertRows(em, "broadcast", [
      { organisation_id: organisation.organisationId, id, kind: "campaign" },
    ]);
    await insertRows(em, "campaign", [row]);
  });
  return id;
}

/** Waiting recipient rows of a campaign, each a person of their own. @returns ids of the rows */
export async function createRecipients(
  organisation: TestOrganisation,
  options: { readonly campaignId: string; readonly passId: string; readonly count: number },
): Promise<string[]> {
  const people = Array.from({ length: options.count }, () => ({}));
  const { customerIds } = await createFamily(organisation, { passId: options.passId, people });
  const rows = customerIds.map((customer_id) => ({
    organisation_id: organisation.organisationId,
    id: randomUUID(),
    broadcast_id: options.campaignId,
    customer_id,
    slice: 0,
    skip_reasons: 0,
  }));
  await inOrganisation(organisation.orm, organisation.organisationId, (em) =>
    insertRows(em, "recipient", rows),
  );
  return rows.map((row) => row.id);
}
