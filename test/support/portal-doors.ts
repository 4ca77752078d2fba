import { staffActor } from "@packpost/core/access/actor";
import { openThread } from "@packpost/core/conversation/open-thread";
import { appUrl, type TestOrganisation, type TestWorld } from "./open-world.ts";
import { waitUntil } from "./wait-until.ts";

/** The proxy in front of tests that trust one. */
export const proxy = "10.9.9.9";

/** How somebody stands at the door. */
export interface AtDoor {
  readonly cookie?: string | undefined;
  /** Where they come from, as our proxy writes it. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

/** The doors of the customers' own pages in this process; call it after openWeb. */
export async function openPortal(world: TestWorld) {
  const door = await import("../../apps/web/src/app/api/portal/[slug]/sign-in/route.ts");
  const calls = await import("../../apps/web/src/app/api/portal/[slug]/trpc/[trpc]/route.ts");
  const { portalRouter } = await import("../../apps/web/src/server/portal/portal-router.ts");

  async function slugOf({ ctx }: TestOrganisation): Promise<string> {
    const { rows } = await world.owner.query("select slug from organisation where id = $1", [
      ctx.organisationId,
    ]);
    return rows[0].slug;
  }

  /** Knocks with a body. */
  function knock(
    slug: string,
    body: unknown,
    { cookie, from, headers = {} }: AtDoor = {},
  ): Promise<Response> {
    const sent = new Headers({ "content-type": "application/json", origin: appUrl, ...headers });
    if (cookie !== undefined) sent.set("cookie", cookie);
    if (from !== undefined) sent.set("x-forwarded-for", `${from}, ${proxy}`);
    const request = new Request(`${appUrl}/api/portal/${slug}/sign-in`, {
      method: "POST",
      headers: sent,
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return door.POST(request, { params: Promise.resolve({ slug }) });
  }

  /** Calls a procedure as a page does. */
  function call(
    slug: string,
    path: string,
    input: unknown,
    options: { cookie?: string; get?: boolean; headers?: Record<string, string> } = {},
  ) {
    const headers = new Headers({ "content-type": "application/json", origin: appUrl, ...options.headers });
    if (options.cookie !== undefined) headers.set("cookie", options.cookie);
    const sent = JSON.stringify({ json: input });
    const address = `${appUrl}/api/portal/${slug}/trpc/${path}`;
    const request = options.get
      ? new Request(`${address}?input=${encodeURIComponent(sent)}`, { headers })
      : new Request(address, { method: "POST", headers, body: sent });
    return calls[options.get ? "GET" : "POST"](request, { params: Promise.resolve({ slug, trpc: path }) });
  }

  /** The mails with codes that were written for an address, the newest first; there is no worker that sends them. */
  async function mailsTo(
    address: string,
  ): Promise<{ digits: string; link: string; subject: string; text: string }[]> {
    const { rows } = await world.owner.query<{ subject: string; text: string }>(
      "select subject, text from delivery where purpose = 'sign_in' and address = $1 order by created_at desc",
      [address],
    );
    return rows.map(({ subject, text }) => ({
      ...{ subject, text },
      digits: (/^(\d{3}) (\d{3})$/m.exec(text)?.slice(1) ?? []).join(""),
      link: /\/enter\/([a-z2-7]+)/.exec(text)?.[1] ?? "",
    }));
  }

  /** Asks for a code and waits for its mail. @returns the mail and the browser's cookies */
  async function ask(slug: string, address: string, at: AtDoor = {}) {
    const before = (await mailsTo(address)).length;
    const answer = await knock(slug, { action: "ask", address }, at);
    const cookie = [at.cookie, cookiesOf(answer)].filter(Boolean).join("; ");
    await waitUntil("the mail with a code", async () => (await mailsTo(address)).length > before);
    const [mail] = await mailsTo(address);
    if (mail === undefined) throw new Error("no mail");
    return { answer, cookie, mail };
  }

  /** Signs a customer in. @returns their browser's cookies */
  async function signIn(slug: string, address: string): Promise<string> {
    const { cookie, mail } = await ask(slug, address);
    const answer = await knock(slug, { action: "enter", address, code: mail.digits }, { cookie });
    return `${cookie}; ${cookiesOf(answer)}`;
  }

  /** The first customers of an organisation, each in a family with a thread. */
  async function people({ ctx }: TestOrganisation, count: number) {
    const { rows } = await world.owner.query<{ id: string; email: string; familyId: string }>(
      `select id, email, family_id as "familyId" from customer where organisation_id = $1 order by number limit $2`,
      [ctx.organisationId, count],
    );
    return Promise.all(
      rows.map(async (person) => {
        const staff = { ...ctx, actor: staffActor(ctx.actor.id, "owner") };
        return { ...person, threadId: await openThread({ ctx: staff, input: person }) };
      }),
    );
  }

  return { portalRouter, slugOf, knock, call, mailsTo, ask, signIn, people, door };
}

/** @returns the cookies of an answer, to be sent back */
export const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
