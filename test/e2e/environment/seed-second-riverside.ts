import { compileTemplate } from "@packpost/core/content/compile/compile-template";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { initOrm, inOrganisation } from "@packpost/db/orm";
import { hashStaffPassword } from "@packpost/db/seed/create-staff";
import { riverside, seedRiverside } from "@packpost/db/seed/riverside/seed-riverside";

/**
 * A second organisation like the demo's, for the phone: bounces of one campaign shrink the next one's audience,
 * so no two tests may send to the same people.
 */
export async function seedSecondRiverside(databaseUrl: string, password: string): Promise<void> {
  const organisationId = organisationIdFrom("019a0000-0000-7000-8000-0000000000e2");
  const orm = await initOrm({ url: databaseUrl, poolSize: 2 });
  try {
    const passwordHash = await hashStaffPassword(password);
    const { name, postalAddress, brandColor } = riverside;
    await inOrganisation(orm, organisationId, (em) =>
      seedRiverside(em, {
        organisationId,
        staff: [
          { id: crypto.randomUUID(), name: "Dana Kim", email: "dana@phone.example", role: "owner" },
          { id: crypto.randomUUID(), name: "Jonah Reed", email: "jonah@phone.example", role: "basic" },
        ],
        passwordHash,
        now: new Date(),
        compile: (draft) => compileTemplate(draft, { letterhead: { name, postalAddress, brandColor } }),
        seed: 2028,
      }),
    );
  } finally {
    await orm.close(true);
  }
}
