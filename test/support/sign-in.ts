import type { Role } from "@packpost/core/access/permissions";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { createStaff, hashStaffPassword } from "@packpost/db/seed/create-staff";
import type { TestOrganisation, TestWorld } from "./open-world.ts";
import { appUrl } from "./open-world.ts";

let passwordHash: Promise<string> | undefined;
const password = "a password of the tests";

/**
 * Signs a new staff member in as a browser does; call it after openWeb.
 * @returns headers that carry the session
 */
export async function signIn(world: TestWorld, { ctx }: TestOrganisation, role: Role): Promise<Headers> {
  const { POST } = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
  passwordHash ??= hashStaffPassword(password);
  const id = crypto.randomUUID();
  const email = `${id}@staff.example`;
  const tenant = organisationIdFrom(ctx.organisationId);
  const hash = await passwordHash;
  await inOrganisation(world.orm, tenant, async (em) =>
    createStaff(em, tenant, [{ id, name: "Tess Tester", email, role }], hash),
  );
  const request = new Request(`${appUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: appUrl },
    body: JSON.stringify({ email, password }),
  });
  const answer = await POST(request, {});
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  if (!answer.ok || cookies.length === 0) throw new Error(`not signed in: ${await answer.text()}`);
  return new Headers({ cookie: cookies.join("; "), "sec-fetch-site": "same-origin" });
}
