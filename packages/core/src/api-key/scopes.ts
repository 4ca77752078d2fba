import type { ApiScope } from "@packpost/db/enums";
import type { Permission } from "../access/permissions.ts";

/** What a scope lets a key do, in the verbs' own terms; each is a part of what admins may, or for other systems alone. */
export const permissionsOfScope: Readonly<Record<ApiScope, readonly Permission[]>> = {
  "customers:read": ["customer.read"],
  "customers:write": ["customer.edit", "customer.import"],
  "mail:send": ["mail.transactional"],
  "outcomes:read": ["outcome.read"],
  webhooks: ["settings.webhooks"],
};
