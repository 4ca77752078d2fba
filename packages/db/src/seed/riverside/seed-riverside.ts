import { Organisation } from "../../entities/organisation.entity.ts";
import { Pass } from "../../entities/pass.entity.ts";
import type { OrganisationId } from "../../organisation-id.ts";
import type { EntityManager } from "../../orm.ts";
import { createCalendar } from "../calendar.ts";
import { createStaff, type NewStaffMember } from "../create-staff.ts";
import { insertRows } from "../insert-rows.ts";
import { createRandom, idFrom } from "../random.ts";
import { appointmentRows } from "./appointment-rows.ts";
import { householdRows } from "./household-rows.ts";
import { pastAlertRows } from "./past-alert-rows.ts";
import { planHouseholds } from "./plan-households.ts";
import { portalRows } from "./portal-rows.ts";
import { type DraftContent, seedPastCampaigns } from "./seed-past-campaigns.ts";
import { singleMailRows } from "./single-mail-rows.ts";
import { suppressionRows } from "./suppression-rows.ts";
import { textingRows } from "./texting-rows.ts";
import { threadRows } from "./thread-rows.ts";

/** Letterhead and sender of Riverside Dog Parks. */
export const riverside = {
  name: "Riverside Dog Parks",
  zone: "America/Los_Angeles",
  postalAddress: "Riverside Dog Parks\n14 Meadow Lane\nPortland, OR 97201",
  supportEmail: "help@riverside.example",
  inboundAddress: "reply.riverside.example",
  senderName: "Riverside Dog Parks",
  senderEmail: "hello@riverside.example",
  brandColor: "#1F5C4D",
} as const;

/**
 * Riverside Dog Parks: 3 passes, 600 customers in 430 families, every exclusion reason, four campaigns, a dozen threads.
 * @param options.compile compiles a draft into segments
 * @param options.seed another one makes another organisation of the same kind, its rows with ids of their own
 */
export async function seedRiverside(
  em: EntityManager,
  options: {
    readonly organisationId: OrganisationId;
    readonly staff: readonly [owner: NewStaffMember, ...others: NewStaffMember[]];
    readonly passwordHash: string;
    readonly now: Date;
    readonly compile: (draft: DraftContent) => Promise<object>;
    readonly seed?: number;
    /** Addresses its customers' pages; left out = whatever the database makes. */
    readonly slug?: string;
  },
): Promise<void> {
  const { organisationId } = options;
  const random = createRandom(options.seed ?? 2027);
  const calendar = createCalendar(options.now, riverside.zone);
  const scope = { organisationId, calendar, random };
  const createdAt = calendar.at(-1700, "09:00");
  em.create(Organisation, {
    ...riverside,
    ...(options.slug && { slug: options.slug }),
    id: organisationId,
    createdAt,
  });
  createStaff(em, organisationId, options.staff, options.passwordHash);

  const passIds = [1500, 1400, 700].map((daysAgo) => idFrom(calendar.at(-daysAgo, "09:00"), random));
  const [offLeash = "", agility = "", puppy = ""] = passIds;
  const passes = { offLeash, agility, puppy };
  const passNames = new Map([
    [offLeash, "2027 Off-leash pass"],
    [agility, "Agility field pass"],
    [puppy, "Puppy hour pass"],
  ]);
  for (const [id, name] of passNames) em.create(Pass, { organisationId, id, name, createdAt: options.now });
  await em.flush();

  const households = shuffled(planHouseholds(random), random.next);
  const rows = householdRows(households, { ...scope, passes });
  // Families and what their pets hold come before the people, so that eligibility is computed once for each.
  for (const [table, some] of Object.entries(rows)) await insertRows(em, table, some);
  await insertRows(em, "suppression", suppressionRows(households, scope));
  const [owner, ...others] = options.staff;
  const staffIds = [others.at(-1) ?? owner, others.at(-2) ?? owner].map((one) => one.id);
  const appointments = appointmentRows({ ...scope, pets: rows.pet, staffIds });
  await insertRows(em, "appointment", appointments);
  const [dana, tomasz, jonah] = [owner, others.at(-2) ?? owner, others.at(-1) ?? owner].map(({ id }) => id);
  if (dana && tomasz && jonah) {
    const threads = threadRows({
      ...{
        organisationId,
        random: createRandom((options.seed ?? 2027) + 1),
        now: options.now,
        families: rows.family,
        customers: rows.customer,
      },
      staffIds: { dana, tomasz, jonah },
      morningIn: (days) => calendar.at(days, "09:00"),
    });
    for (const [table, some] of Object.entries(threads)) await insertRows(em, table, some);
    const alert = pastAlertRows({
      ...{ organisationId, authorId: dana, calendar, appointments, customers: rows.customer },
      ...{ random: createRandom((options.seed ?? 2027) + 3), threads: threads.thread },
    });
    for (const [table, some] of Object.entries(alert)) await insertRows(em, table, some);
  }
  const portal = portalRows({
    ...{ organisationId, random: createRandom((options.seed ?? 2027) + 2) },
    now: options.now,
    customers: rows.customer,
  });
  for (const [table, some] of Object.entries(portal)) await insertRows(em, table, some);
  for (const [table, some] of Object.entries(
    textingRows({ organisationId, now: options.now, customers: rows.customer }),
  ))
    await insertRows(em, table, some);
  const single = { organisationId, now: options.now, customers: rows.customer };
  await insertRows(
    em,
    "delivery",
    singleMailRows({ ...single, random: createRandom((options.seed ?? 2027) + 4) }),
  );
  // The shape is core's (campaign/frozen-template.ts); test/db checks that both agree.
  const freeze = async (draft: DraftContent, passId: string) => ({
    compiled: await options.compile(draft),
    constants: { pass_name: passNames.get(passId), organisation_name: riverside.name },
    sender: { name: riverside.senderName, email: riverside.senderEmail },
    replyTo: riverside.supportEmail,
  });
  await seedPastCampaigns({ ...scope, em, passes, authorId: owner.id, freeze });
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  return list
    .map((value) => ({ value, order: next() }))
    .sort((one, other) => one.order - other.order)
    .map(({ value }) => value);
}
