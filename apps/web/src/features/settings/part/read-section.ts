import { settingsNames } from "@packpost/core/organisation/settings-names";
import {
  type EditSettingsInput,
  editSettingsSchema,
  type Settings,
  type SettingsSection,
} from "@packpost/core/organisation/settings-schemas";

type Value = string | number | null;

/**
 * Checks a section with the server's own schema before it is sent. Loaded when somebody saves: it brings the
 * validation library.
 *
 * @param values what the fields hold
 * @param seen what was saved when the form was filled
 */
export function readSection(
  section: SettingsSection,
  values: Record<keyof Settings, Value>,
  seen: Settings,
): { ok: true; input: EditSettingsInput } | { ok: false; errors: Partial<Record<keyof Settings, string>> } {
  const names: readonly (keyof Settings)[] = settingsNames[section];
  const pick = (from: Record<keyof Settings, Value>) =>
    Object.fromEntries(names.map((name) => [name, from[name]]));
  const parsed = editSettingsSchema.safeParse({ section, values: pick(values), seen: pick(seen) });
  if (parsed.success) return { ok: true, input: parsed.data };
  const errors: Partial<Record<keyof Settings, string>> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = names.find((known) => known === path[1]);
    if (name !== undefined) errors[name] ??= message;
  }
  return { ok: false, errors };
}
