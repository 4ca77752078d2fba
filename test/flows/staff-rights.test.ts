import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { openStaffDoors, type StaffDoors } from "../support/staff-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let doors: StaffDoors;
let organisation: TestOrganisation;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  doors = await openStaffDoors(world, web);
  organisation = await world.organisation(2);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const newAddress = () => `new-${crypto.randomUUID()}@inbox.example`;
const owner = () => web.as(organisation);
const idOf = async (address: string) => {
  const { invitations } = await (await owner()).staff.list();
  const found = invitations.find((invitation) => invitation.address === address);
  if (found === undefined) throw new Error("no such invitation");
  return found.id;
};

describe("O1 T65 who may invite whom", () => {
  it("O1 T65 an admin invites senior and basic staff, an owner everybody", async () => {
    const admin = await web.as(organisation, "admin");
    for (const role of ["owner", "admin"] as const)
      await expect(admin.staff.invite({ address: newAddress(), name: "", role })).rejects.toMatchObject({
        ...{ code: "FORBIDDEN", message: expect.stringContaining("below your own") },
      });
    for (const role of ["senior", "basic"] as const)
      expect(await admin.staff.invite({ address: newAddress(), name: "", role })).toMatchObject({
        outcome: "invited",
      });
    const address = newAddress();
    await (await owner()).staff.invite({ address, name: "", role: "owner" });
    const invitationId = await idOf(address);
    for (const deed of ["revoke", "resend"] as const)
      await expect(admin.staff[deed]({ invitationId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("O1 another organisation's invitation and people are not there", async () => {
    const stranger = await world.organisation(1);
    const address = newAddress();
    await (await owner()).staff.invite({ address, name: "", role: "senior" });
    const invitationId = await idOf(address);
    const theirs = await web.as(stranger);
    const { staffMemberId } = await doors.member(organisation, "basic");
    const calls = [
      () => theirs.staff.resend({ invitationId }),
      () => theirs.staff.revoke({ invitationId }),
      () => theirs.staff.remove({ staffMemberId }),
      () => theirs.staff.previewRemoval({ staffMemberId }),
      () => theirs.staff.changeRole({ staffMemberId, seen: "basic", role: "senior" }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(JSON.stringify(await theirs.staff.list())).not.toContain(address);
  });

  it("O1 owners and admins are invited, roles changed and people removed with a fresh proof alone", async () => {
    const stale = await web.as(organisation, "owner", "none");
    const { staffMemberId } = await doors.member(organisation, "basic");
    for (const call of [
      () => stale.staff.invite({ address: newAddress(), name: "", role: "admin" }),
      () => stale.staff.changeRole({ staffMemberId, seen: "basic", role: "senior" }),
      () => stale.staff.remove({ staffMemberId }),
    ])
      await expect(call()).rejects.toMatchObject({ message: "This needs a fresh proof that it is you." });
    expect(await stale.staff.invite({ address: newAddress(), name: "", role: "basic" })).toMatchObject({
      outcome: "invited",
    });
  });
});
