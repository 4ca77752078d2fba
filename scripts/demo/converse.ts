import { randomUUID } from "node:crypto";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import { waitFor } from "./wait-for.ts";
import type { WebSession } from "./web-session.ts";

/** What the demo reports of its conversation. */
export type ConversationReport = Readonly<
  Record<"messages" | "replies" | "mailed" | "readInTime" | "mailsAccepted", number>
>;

const slug = "riverside";
const first = { name: "Maria Okafor", email: "maria.okafor@mail.example" };
const second = { name: "Chidi Okafor", email: "chidi.okafor@mail.example" };
/** So soon an unread message is mailed here, in seconds; in life after three minutes. */
const UNREAD_SECONDS = 10;

const thread = z.object({
  lastNumber: z.number(),
  entries: z.array(
    z.object({
      body: z.string(),
      notices: z.array(z.object({ name: z.string(), outcome: z.string().nullable() })),
    }),
  ),
});

/**
 * Staff write to a family; one of the two reads in time, the other gets one mail; then she answers in the portal, signed in by the code
 * that was mailed to her.
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function converse(options: {
  session: WebSession;
  webUrl: string;
  simulatorUrl: string;
  stop: AbortSignal;
  /** So soon an unread message is mailed, in seconds. */
  unreadSeconds?: number;
  /** Called when the message stands, one has read it, and the other's mail is waited for. */
  onWaiting?: () => void;
}): Promise<{ conversation: ConversationReport; problems: string[] }> {
  const { session, webUrl, simulatorUrl, stop, unreadSeconds = UNREAD_SECONDS } = options;
  const values = { unreadMailSeconds: unreadSeconds };
  await session.mutate("settings.edit", { section: "messages", values, seen: {} }, z.unknown());
  const families = z.array(z.object({ id: z.string(), people: z.array(z.object({ name: z.string() })) }));
  const found = await session.query("conversation.findFamilies", { term: "okafor" }, families);
  const family = found.find(({ people }) => people.some(({ name }) => name === first.name));
  if (!family) throw new StepFailure("The demo has no Okafor family", "", "npm start -- --reset");
  const threadId = await session.mutate("conversation.open", { familyId: family.id }, z.string());
  const portal = await signInAsCustomer(webUrl, simulatorUrl, stop);
  const body = `The demo says hello at ${new Date().toISOString()}`;
  const entryId = randomUUID();
  const post = { threadId, entryId, body, seenNumber: null };
  // Sent twice, as a weak line would: it stands once.
  const posted = z.object({ outcome: z.literal("posted"), number: z.number() });
  const { number } = await session.mutate("conversation.post", post, posted);
  await session.mutate("conversation.post", post, posted);
  await portal("thread.markRead", { number });
  options.onWaiting?.();
  const read = () => session.query("conversation.read", { threadId, pageSize: 50 }, thread);
  const settled = await waitFor("the mail about an unread message", stop, async () => {
    const entry = (await read()).entries.find((one) => one.body === body);
    return entry?.notices.every(({ outcome }) => outcome !== null) ? entry : undefined;
  });
  const mails = await waitFor("the unread mail in the provider's ledger", stop, async () => {
    const sent = await listMails(simulatorUrl, "unread_notice", second.email);
    return sent.length > 0 ? sent : undefined;
  });
  const reply = `She answers at ${new Date().toISOString()}`;
  await portal("thread.send", { entryId: randomUUID(), body: reply });
  const after = await read();
  const outcomes = settled.notices.map(({ outcome }) => outcome);
  const conversation = {
    messages: after.entries.filter((one) => one.body === body).length,
    replies: after.entries.filter((one) => one.body === reply).length,
    mailed: outcomes.filter((outcome) => outcome === "mailed").length,
    readInTime: outcomes.filter((outcome) => outcome === "read").length,
    mailsAccepted: mails.length + (await listMails(simulatorUrl, "unread_notice", first.email)).length,
  };
  const wanted = { messages: 1, replies: 1, mailed: 1, readInTime: 1, mailsAccepted: 1 };
  const problems = Object.entries(wanted).flatMap(([name, n]) => {
    const is = new Map<string, number>(Object.entries(conversation)).get(name);
    return is === n ? [] : [`Of the conversation's ${name} there are ${is}, not ${n}.`];
  });
  return { conversation, problems };
}

/** Signs Maria in by the code in her mail. @returns calls a procedure of her pages */
async function signInAsCustomer(webUrl: string, simulatorUrl: string, stop: AbortSignal) {
  const cookies = new Map<string, string>();
  const send = async (path: string, body: unknown) => {
    const response = await fetch(`${webUrl}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: webUrl,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      body: JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=");
      cookies.set(name, value);
    }
    const answer = await response.text();
    if (!response.ok)
      throw new StepFailure(
        `${path} failed`,
        `HTTP ${response.status}: ${answer.slice(0, 300)}`,
        "Look into .data/logs/web.log.",
      );
    return answer;
  };
  const door = `/api/portal/${slug}/sign-in`;
  await send(door, { action: "ask", address: first.email });
  const code = await waitFor("the mail with the code", stop, async () => {
    const [mail] = await listMails(simulatorUrl, "sign_in", first.email);
    return mail && readCode(simulatorUrl, mail);
  });
  await send(door, { action: "enter", address: first.email, code });
  return (path: string, input: unknown) => send(`/api/portal/${slug}/trpc/${path}`, { json: input });
}

const ledger = z.object({
  items: z.array(
    z.object({ messageId: z.string(), token: z.string(), to: z.string(), tag: z.string().nullable() }),
  ),
});
type Mail = z.infer<typeof ledger>["items"][number];

async function listMails(simulatorUrl: string, tag: string, to: string): Promise<Mail[]> {
  const response = await fetch(`${simulatorUrl}/_ledger?limit=5000`);
  const { items } = ledger.parse(await response.json());
  return items.filter((mail) => mail.tag === tag && mail.to === to);
}

async function readCode(simulatorUrl: string, { messageId, token }: Mail): Promise<string | undefined> {
  const headers = { accept: "application/json", "x-postmark-server-token": token };
  const response = await fetch(`${simulatorUrl}/messages/outbound/${messageId}/details`, { headers });
  // A mail is found some seconds after it was taken, as at the provider.
  if (!response.ok) return undefined;
  const { TextBody } = z.object({ TextBody: z.string() }).parse(await response.json());
  const [, one, two] = /\b(\d{3}) ?(\d{3})\b/.exec(TextBody) ?? [];
  return one && two && `${one}${two}`;
}
