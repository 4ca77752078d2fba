import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { signIn } from "../abuse/sign-in-doors.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { cookiesOf } from "../support/portal-doors.ts";
import { openStaffDoors, outcomeOf, type StaffDoors } from "../support/staff-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let doors: StaffDoors;
let organisation: TestOrganisation;
const password = "four brown dogs ran home";

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
const invited = async (address: string, role: "admin" | "senior" | "basic" = "senior") => {
  await (await owner()).staff.invite({ address, name: "", role });
  return doors.invitationOf(address);
};
const idOf = async (address: string) => {
  const { invitations } = await (await owner()).staff.list();
  const found = invitations.find((invitation) => invitation.address === address);
  if (found === undefined) throw new Error("no such invitation");
  return found.id;
};
/** As if so long had passed since an invitation was mailed. */
const age = (address: string, by: string) =>
  world.owner.query(
    "update invitation set sent_at = sent_at - $2::interval, expires_at = expires_at - $2::interval where email_key = $1",
    [address, by],
  );
const join = (link: string, name = "Nia New") => doors.atInvitation({ action: "join", link, name, password });
const audited = async (action: string, subjectId: string) => {
  const { rows } = await world.owner.query(
    "select actor_kind, actor_id, detail from audit where action = $1 and subject_id = $2",
    [action, subjectId],
  );
  return rows;
};

describe("O1 inviting somebody new", () => {
  it("O1 T64 a mail with a link of small letters goes out, whose token stands nowhere once it is sent", async () => {
    const address = newAddress();
    const link = await invited(address);
    expect(link).toMatch(/^[a-z2-7]{52}$/);
    const { rows } = await world.owner.query(
      "select (select string_agg(i::text, ' ') from invitation i) || (select string_agg(a::text, ' ') from audit a) as kept",
    );
    expect(rows[0].kept).not.toContain(link);
    expect(rows[0].kept).not.toContain(link.slice(26));
    await world.owner.query("update delivery set sent_at = now() where address = $1", [address]);
    const mail = await world.owner.query("select html, text, purpose from delivery where address = $1", [
      address,
    ]);
    expect(mail.rows).toEqual([{ html: "", text: "", purpose: "invitation" }]);
  });

  it("O1 the new person says their name, chooses a password, is signed in and may what the role may", async () => {
    const address = newAddress();
    const link = await invited(address, "basic");
    expect(await doors.lookAtInvitation(link)).toMatchObject({
      ...{ state: "open", how: "new_account", role: "basic", address: "n•••@inbox.example" },
    });
    const answer = await join(link, "  Nia   New ");
    expect(await answer.clone().json()).toEqual({ outcome: "joined", signedIn: true });
    expect(await answer.text()).not.toContain("token");
    const session = new Headers({ cookie: cookiesOf(answer), "sec-fetch-site": "same-origin" });
    const me = await doors.callerOf(session).account.me();
    expect(me).toMatchObject({ name: "Nia New", email: address, role: "basic" });
    await expect(doors.callerOf(session).staff.list()).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await signIn(address, password)).status).toBe(200);
    const { members, invitations } = await (await owner()).staff.list();
    expect(members.find(({ id }) => id === me.staffMemberId)).toMatchObject({
      ...{ name: "Nia New", address, role: "basic", lastSeenAt: expect.any(Date) },
    });
    expect(invitations.filter((one) => one.address === address)).toEqual([]);
    expect(await audited("staff.joined", me.staffMemberId)).toEqual([
      expect.objectContaining({ actor_kind: "staff", actor_id: me.staffMemberId }),
    ]);
  });

  it("O1 T64 whoever invited sees what became of the mail", async () => {
    const address = newAddress();
    await invited(address);
    const seen = async () =>
      (await (await owner()).staff.list()).invitations.find((one) => one.address === address)?.mail;
    expect(await seen()).toMatchObject({ status: "waiting" });
    for (const [fact, status] of [
      ["sent_at", "sent"],
      ["delivered_at", "delivered"],
      ["hard_bounced_at", "bounced"],
    ]) {
      await world.owner.query(`update delivery set ${fact} = now() where address = $1`, [address]);
      expect(await seen()).toMatchObject({ status });
    }
  });

  it("O1 a weak password, one's own name for one, or none is refused in words, and the link goes on working", async () => {
    const link = await invited(newAddress());
    for (const weak of ["short", "P@ssw0rd1234", "Nia New 12345"]) {
      const answer = await doors.atInvitation({ action: "join", link, name: "Nia New", password: weak });
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining("three or four words"),
      ]);
    }
    const nameless = await doors.atInvitation({ action: "join", link, name: "  ", password });
    expect([nameless.status, await nameless.text()]).toEqual([
      400,
      expect.stringContaining("Type your name"),
    ]);
    expect(await outcomeOf(await join(link))).toBe("joined");
  });

  it("O1 two who press at once are one: the second is told", async () => {
    const address = newAddress();
    const link = await invited(address);
    const outcomes = await Promise.all(
      [join(link), join(link), join(link)].map(async (one) => outcomeOf(await one)),
    );
    expect(outcomes.filter((outcome) => outcome === "joined")).toHaveLength(1);
    const { rows } = await world.owner.query(
      "select count(*)::int as n from staff_member join auth_user on auth_user.id = user_id where email = $1",
      [address],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe("O1 T64 no invitation is a dead end", () => {
  it("O1 T64 sent again it is the same invitation with a new link and date; the link before says so", async () => {
    const address = newAddress();
    const first = await invited(address);
    const invitationId = await idOf(address);
    await expect((await owner()).staff.resend({ invitationId })).rejects.toMatchObject({
      message: expect.stringContaining("a moment ago"),
    });
    await age(address, "8 days");
    expect(await doors.lookAtInvitation(first)).toMatchObject({ state: "expired", inviterWorks: true });
    expect(await outcomeOf(await join(first))).toBe("ended");
    await (await owner()).staff.resend({ invitationId });
    const second = await doors.invitationOf(address);
    expect(second).not.toBe(first);
    expect(await doors.lookAtInvitation(first)).toMatchObject({ state: "replaced" });
    expect(await doors.lookAtInvitation(second)).toMatchObject({ state: "open" });
    const { rows } = await world.owner.query("select id, mails from invitation where email_key = $1", [
      address,
    ]);
    expect(rows).toEqual([{ id: invitationId, mails: 2 }]);
    expect(await audited("staff.invited_again", invitationId)).toHaveLength(1);
    expect(await outcomeOf(await join(second))).toBe("joined");
    expect(await doors.lookAtInvitation(second)).toMatchObject({ state: "used" });
    expect(await doors.lookAtInvitation(first)).toMatchObject({ state: "used" });
  });

  it("O1 T64 taken back, its link says so, its waiting mail stays, and they can be invited anew", async () => {
    const address = newAddress();
    const link = await invited(address);
    const invitationId = await idOf(address);
    await (await owner()).staff.revoke({ invitationId });
    expect(await doors.lookAtInvitation(link)).toMatchObject({ state: "revoked" });
    expect(await outcomeOf(await join(link))).toBe("ended");
    const { rows } = await world.owner.query("select status from delivery where address = $1", [address]);
    expect(rows).toEqual([{ status: "cancelled" }]);
    for (const again of ["revoke", "resend"] as const)
      await expect((await owner()).staff[again]({ invitationId })).rejects.toMatchObject({
        code: "CONFLICT",
      });
    expect(await audited("staff.invitation_revoked", invitationId)).toHaveLength(1);
    await (await owner()).staff.invite({ address, name: "", role: "senior" });
    expect(await (await owner()).staff.list()).toMatchObject({
      invitations: expect.arrayContaining([expect.objectContaining({ address, revokedAt: null })]),
    });
  });

  it("O1 T64 invited twice, in capitals too and at once, is one invitation", async () => {
    const address = newAddress();
    const outcomes = await Promise.all(
      [address, address.toUpperCase(), ` ${address} `].map(async (typed) =>
        (await owner()).staff.invite({ address: typed, name: "", role: "senior" }),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
      ...["already_invited", "already_invited", "invited"],
    ]);
    const { rows } = await world.owner.query("select email_key from invitation where email_key = $1", [
      address,
    ]);
    expect(rows).toHaveLength(1);
  });

  it("O1 T64 somebody who works here is not invited", async () => {
    const { email, staffMemberId } = await doors.member(organisation, "basic");
    expect(
      await (await owner()).staff.invite({ address: email.toUpperCase(), name: "", role: "senior" }),
    ).toEqual({ outcome: "already_member", staffMemberId, name: "Tess Tester" });
    expect(await doors.linksTo(email, "invitation")).toEqual([]);
  });

  it("O1 T64 a wrong account is told so, and nothing is done with it", async () => {
    const link = await invited(newAddress());
    const { email, cookie } = await doors.member(organisation, "senior");
    expect(await doors.lookAtInvitation(link, email)).toMatchObject({ state: "open", how: "wrong_account" });
    expect(await outcomeOf(await doors.atInvitation({ action: "accept", link }, { cookie }))).toBe(
      "wrong_account",
    );
    expect(await outcomeOf(await doors.atInvitation({ action: "accept", link }))).toBe("signed_out");
    expect(await outcomeOf(await join(link))).toBe("joined");
  });

  it("O1 T64 whoever left comes back as the same person, with the new role, by signing in", async () => {
    const former = await doors.member(organisation, "senior");
    await (await owner()).staff.remove({ staffMemberId: former.staffMemberId });
    expect(
      await (await owner()).staff.invite({ address: former.email, name: "", role: "basic" }),
    ).toMatchObject({ outcome: "invited", comesBack: true });
    const link = await doors.invitationOf(former.email);
    expect(await doors.lookAtInvitation(link)).toMatchObject({ how: "sign_in" });
    // Somebody with an account cannot make a second one.
    expect(await outcomeOf(await join(link))).toBe("has_account");
    const cookie = cookiesOf(await signIn(former.email, "a password of the tests"));
    expect(await outcomeOf(await doors.atInvitation({ action: "accept", link }, { cookie }))).toBe("joined");
    const session = new Headers({ cookie, "sec-fetch-site": "same-origin" });
    expect(await doors.callerOf(session).account.me()).toMatchObject({
      ...{ staffMemberId: former.staffMemberId, role: "basic" },
    });
  });

  it("O1 whoever works elsewhere joins with their account, sees what they joined, and keeps the other when they leave", async () => {
    const elsewhere = await world.organisation(1);
    const person = await doors.member(elsewhere, "admin");
    const link = await invited(person.email, "basic");
    expect(await doors.lookAtInvitation(link, person.email)).toMatchObject({ how: "at_once" });
    const answer = await doors.atInvitation({ action: "accept", link }, { cookie: person.cookie });
    expect(await outcomeOf(answer.clone())).toBe("joined");
    const both = new Headers(person.session);
    both.set("cookie", `${person.cookie}; ${cookiesOf(answer)}`);
    const here = await doors.callerOf(both).account.me();
    expect(here).toMatchObject({ role: "basic", email: person.email });
    expect(await person.caller().account.me()).toMatchObject({ staffMemberId: person.staffMemberId });
    await (await owner()).staff.remove({ staffMemberId: here.staffMemberId });
    expect(await doors.callerOf(both).account.me()).toMatchObject({ role: "admin" });
  });

  it.each(["", "x", "a".repeat(52), "../../etc", "a".repeat(300)])("O1 %j is no link", async (link) => {
    const answer = await join(link);
    expect(answer.status === 400 || (await outcomeOf(answer)) === "ended").toBe(true);
  });

  it("O1 another site cannot make somebody join", async () => {
    const link = await invited(newAddress());
    const answer = await doors.atInvitation(
      { action: "join", link, name: "Eve", password },
      { origin: "https://evil.example" },
    );
    expect(answer.status).toBe(403);
    expect(await doors.lookAtInvitation(link)).toMatchObject({ state: "open" });
  });
});
