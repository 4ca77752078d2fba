import type { Batch } from "./load-rows.ts";
import type { Reading } from "./noun.ts";
import type { Row, World } from "./world.ts";
import { newIds } from "./write-rows.ts";

/** Families that records of customers name and nobody knows yet are made with them. */
export async function addFamilies(
  batch: Batch,
  families: World,
  readings: readonly Reading[],
): Promise<void> {
  const named = new Set(readings.flatMap(({ wanted }) => wanted.family ?? []));
  const unknown = [...named].filter((externalId) => families.of(`external:${externalId}`).length === 0);
  const ids = await newIds(batch, unknown.length);
  for (const [at, externalId] of unknown.entries()) {
    const row = families.add({ id: ids[at] ?? "", isNew: true, values: {} });
    families.say(row, { externalId, name: null }, at);
  }
}

/**
 * A new customer who names no family is one of their own; a new family is called as its first customer. The first of a new family is its
 * primary contact.
 */
export async function joinFamilies(batch: Batch, families: World, customers: readonly Row[]): Promise<void> {
  const alone = customers.filter((row) => row.isNew && !row.values.familyId);
  const ids = await newIds(batch, alone.length);
  for (const [at, row] of alone.entries()) {
    const family = families.add({ id: ids[at] ?? "", isNew: true, values: {} });
    families.say(family, { externalId: null }, at);
    row.values.familyId = family.id;
  }
  const led = new Set<string>();
  for (const { values, isNew } of customers) {
    const family = families.byId(values.familyId);
    if (family === undefined || !isNew) continue;
    family.values.name ??= values.lastName || values.firstName || values.email || values.phone || "Family";
    values.contact ??= family.isNew && !led.has(family.id) ? "primary" : "secondary";
    led.add(family.id);
  }
  for (const row of families.rows()) if (row.isNew) row.values.name ??= "Family";
}
