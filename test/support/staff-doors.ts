import type { Role } from "@packpost/core/access/permissions";
import { z } from "zod";
import { emailOf } from "../abuse/sign-in-doors.ts";
import type { TestWeb } from "./open-web.ts";
import { appUrl, type TestOrganisation, type TestWorld } from "./open-world.ts";
import { proxy } from "./portal-doors.ts";
import { signIn } from "./sign-in.ts";
import { waitUntil } from "./wait-until.ts";

/** How somebody stands at a door. */
interface AtDoor {
  readonly cookie?: string | undefined;
  /** Where they come from, as our proxy writes it. */
  readonly from?: string | undefined;
  readonly origin?: string;
}

/** The doors of whoever joins the team or forgot a password, in this process; call it after openWeb. */
export async function openStaffDoors(world: TestWorld, web: TestWeb) {
  const invitation = await import("../../apps/web/src/app/api/invitation/route.ts");
  const password = await import("../../apps/web/src/app/api/password/route.ts");
  const founding = await import("../../apps/web/src/app/api/founding/route.ts");
  const { createContext } = await import("../../apps/web/src/server/context.ts");
  const { createCallerFactory } = await import("../../apps/web/src/server/procedures.ts");
  const { readInvitation } = await import("@packpost/core/staff/invitation/read-invitation");
  const { readReset } = await import("@packpost/core/staff/reset/read-reset");
  const { linkContext } = await import("../../apps/web/src/server/staff/link-context.ts");
  const createCaller = createCallerFactory(web.appRouter);

  const knock =
    (door: typeof invitation | typeof password | typeof founding, path: string) =>
    (body: unknown, { cookie, from, origin = appUrl }: AtDoor = {}): Promise<Response> => {
      const headers = new Headers({ "content-type": "application/json", origin });
      if (cookie !== undefined) headers.set("cookie", cookie);
      if (from !== undefined) headers.set("x-forwarded-for", `${from}, ${proxy}`);
      const sent = typeof body === "string" ? body : JSON.stringify(body);
      return door.POST(new Request(`${appUrl}${path}`, { method: "POST", headers, body: sent }), {});
    };

  /** The links that were mailed to an address, the newest first; there is no worker that sends them. */
  async function linksTo(address: string, purpose: "invitation" | "password_reset"): Promise<string[]> {
    const { rows } = await world.owner.query<{ text: string }>(
      "select text from delivery where purpose = $1 and address = $2 order by created_at desc, id desc",
      [purpose, address],
    );
    return rows.map(({ text }) => /\/(?:invitation|password)\/([a-z2-7]+)/.exec(text)?.[1] ?? "");
  }

  const linkOf = async (token: string) => {
    const link = await linkContext(token);
    if (link === null) throw new Error("no link of ours");
    return link;
  };

  return {
    atInvitation: knock(invitation, "/api/invitation"),
    atPassword: knock(password, "/api/password"),
    atFounding: knock(founding, "/api/founding"),
    linksTo,

    /** The newest link that an invitation was mailed with. */
    async invitationOf(address: string): Promise<string> {
      const [link] = await linksTo(address, "invitation");
      if (link === undefined) throw new Error("nobody was invited");
      return link;
    },

    /** Asks for a new password and waits for the mail. @returns its link */
    async forgot(address: string, at: AtDoor = {}): Promise<string> {
      const before = (await linksTo(address, "password_reset")).length;
      const answer = await knock(password, "/api/password")({ action: "ask", address }, at);
      if (!answer.ok) throw new Error(`not asked: ${await answer.text()}`);
      const links = () => linksTo(address, "password_reset");
      await waitUntil("the mail with a link", async () => (await links()).length > before);
      return (await links())[0] ?? "";
    },

    /** What the page behind an invitation's link shows. */
    async lookAtInvitation(token: string, signedInAs: string | null = null) {
      const { ctx, hash } = await linkOf(token);
      return readInvitation({ ctx, input: { hash, signedInAs } });
    },

    /** What the page behind the link to a new password shows. */
    async lookAtReset(token: string) {
      const { ctx, hash } = await linkOf(token);
      return readReset({ ctx, input: { hash } });
    },

    /** The procedures as whoever has this session calls them. */
    callerOf(session: Headers) {
      const headers = new Headers({ ...Object.fromEntries(session), origin: appUrl });
      return createCaller(createContext(headers, "test"));
    },

    /** Somebody of the team who is signed in. */
    async member(organisation: TestOrganisation, role: Role) {
      const session = await signIn(world, organisation, role);
      const email = await emailOf(session);
      const caller = () => this.callerOf(session);
      const { staffMemberId } = await caller().account.me();
      // A new caller each time: one looks up who asks only once.
      return { session, email, staffMemberId, caller, cookie: session.get("cookie") ?? "" };
    },
  };
}

const answerSchema = z.looseObject({ outcome: z.string() });

/** What a door says came of it. */
export async function outcomeOf(answer: Response): Promise<string> {
  return answerSchema.parse(await answer.json()).outcome;
}

export type StaffDoors = Awaited<ReturnType<typeof openStaffDoors>>;
