import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { type RawAnswer, type RawRequest, sendRaw } from "../fixtures/send-raw.ts";
import { expect, test } from "../fixtures/test.ts";

type Address = { readonly of: "web" | "api"; readonly path: string };

const slowestMs = 8_000;
/** Uploads wait their turn for up to 20 s by design before they are told to come again. */
const slowestUploadMs = 25_000;

/** Every address, found where Next and Hono find them, so none can be forgotten: "/u/[token]". */
const addresses: readonly Address[] = [...ofWeb(), ...ofApi()];
const ofBetterAuth = [
  "get-session",
  "sign-in/email",
  "sign-up/email",
  "sign-out",
  "reset-password/x",
  "callback/x",
];
const unknown = [
  "*",
  "http://evil.example/api/health",
  "/nothing/here",
  "/.env",
  "/_next/static/none.js",
  "/_next/image?url=%00&w=1&q=1",
  "//",
  "/%",
];

const params = [
  "x",
  "%00",
  "%ff",
  "%E0%A4%A",
  "%",
  "..%2f..%2fetc%2fpasswd",
  "%ED%A0%BD",
  "null",
  "__proto__",
  "019aaaaa-0000-7000-8000-000000000000",
  "y".repeat(6_000),
];
const queries = [
  "",
  "?cursor=%00",
  "?a[]=1&a[b]=%ff",
  "?input=%7B",
  "?batch=1&input=[[[",
  `?q=${"z".repeat(6_000)}`,
];

const paths: readonly Address[] = [
  ...addresses.filter(({ path }) => path.includes("[")).flatMap((address) => params.map(filled(address))),
  ...addresses.flatMap((address) =>
    queries.map((query) => ({ ...address, path: `${plain(address)}${query}` })),
  ),
  ...ofBetterAuth.map((name) => ({ of: "web" as const, path: `/api/auth/${name}` })),
  ...unknown.flatMap((path) => [
    { of: "web" as const, path },
    { of: "api" as const, path },
  ]),
];

function ofWeb(): Address[] {
  const app = join(repositoryRoot, "apps/web/src/app");
  return globSync("**/{route,page}.{ts,tsx}", { cwd: app }).map((file) => ({
    of: "web",
    path: `/${file.replaceAll(/\([^)]*\)\/|\/?(route|page)\.tsx?$/g, "")}`,
  }));
}

function ofApi(): Address[] {
  const routes = readFileSync(join(repositoryRoot, "apps/api/src/create-api.ts"), "utf8");
  const found = [...routes.matchAll(/routes\.\w+\("([^"]+)"/g)].map(([, path = ""]) =>
    path.replace(/:(\w+)/g, "[$1]"),
  );
  return found.flatMap((path) => [
    { of: "api", path },
    { of: "api", path: `/api${path}` },
  ]);
}

function filled({ of, path }: Address) {
  return (param: string): Address => ({ of, path: path.replaceAll(/\[[^\]]+\]/g, param) });
}

function plain(address: Address): string {
  return filled(address)("x").path;
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "TRACE"];
const headerSets: readonly Record<string, string>[] = [
  {},
  { range: "bytes=9-1,-0,x", "if-none-match": '"', "if-modified-since": "never" },
  { accept: "\u00ff/\u00ff;q=x", "accept-language": "*;q=9", "accept-encoding": "none" },
  { "next-action": "0".repeat(42), "content-type": "text/plain" },
  { rsc: "1", "next-router-state-tree": "%ff[[", "next-router-prefetch": "9", "next-url": "\u00ff" },
  { "x-forwarded-for": "x, ::, 999.1.1.1", "x-forwarded-host": "a b", "x-forwarded-proto": "ftp" },
  { authorization: "Basic \u00ff", "x-request-id": "'\\u0000".repeat(50), origin: "null" },
  { cookie: "a=%ff; =; ;;; better-auth.session_token=%00.%ff; __proto__=1" },
  { authorization: "Bearer ", "x-middleware-subrequest": "middleware", "x-http-method-override": "TRACE" },
];
const bodies: readonly (readonly [type: string, body: Buffer])[] = [
  ["application/json", Buffer.from("{")],
  ["application/json", Buffer.from('{"__proto__":{"a":1},"email":{"$ne":null},"0":null}')],
  ["application/json", Buffer.from("[".repeat(20_000))],
  ["application/json; charset=nothing", Buffer.from([0xff, 0xfe, 0x00])],
  ["multipart/form-data", Buffer.from("--x\r\n")],
  [
    "multipart/form-data; boundary=x",
    Buffer.from('--x\r\ncontent-disposition: form-data; name="file"\r\n\r\n'),
  ],
  ["application/x-www-form-urlencoded", Buffer.from("a=%ff&=&&&b=%00")],
  ["", Buffer.from("\0")],
  ["image/png", Buffer.from("\u0089PNG\r\n", "latin1")],
];
const oversize = Buffer.alloc(12_000_000, "a");

/** Each path with each method; over the paths each method meets each pair of headers and body (81, prime to 5). */
function* garbage(): Generator<RawRequest & Pick<Address, "of">> {
  let pair = 0;
  for (const [at, { of, path }] of paths.entries())
    for (const [nth, method] of methods.entries()) {
      if (["GET", "HEAD", "OPTIONS", "TRACE"].includes(method)) {
        yield { of, method, path, headers: headerSets[(at + nth) % headerSets.length] ?? {}, body: null };
        continue;
      }
      const [type, body] = bodies[Math.floor(pair / headerSets.length) % bodies.length] ?? ["", null];
      const headers = headerSets[pair % headerSets.length] ?? {};
      pair += 1;
      yield { of, method, path, headers: { "content-type": type, ...headers }, body };
    }
  for (const address of addresses)
    for (const type of ["application/json", "multipart/form-data; boundary=x"])
      yield {
        of: address.of,
        method: "POST",
        path: plain(address),
        headers: { "content-type": type },
        body: oversize,
      };
}

/** What is wrong with an answer; null when it is a decent one. */
function faultOf({ path, body }: RawRequest, { status, text, tookMs }: RawAnswer): string | null {
  if (status === 0 && body !== oversize) return "hung up without an answer";
  // An organisation has two places for files under way; whoever asks for a third is told so (C10).
  const isRefusedFile = status === 503 && path.startsWith("/api/export/");
  if (status >= 500 && !isRefusedFile) return `answered ${status}: ${text.slice(0, 200)}`;
  if (/\n\s+at .+:\d+:\d+|node_modules|\/apps\/\w+\/src\//.test(text))
    return "shows where in the code it failed";
  const slowest = path.startsWith("/api/pictures") ? slowestUploadMs : slowestMs;
  return tookMs > slowest ? `took ${Math.round(tookMs)} ms` : null;
}

/** Sends one; where the server hung up on an oversize body, it must answer right afterwards. */
async function tryOne(url: string, garbage: RawRequest): Promise<string | null> {
  const answer = await sendRaw(url, garbage);
  const fault = faultOf(garbage, answer);
  if (fault !== null || answer.status !== 0) return fault;
  const alive = { method: "GET", path: "/api/health", headers: {}, body: null };
  const after = await sendRaw(url, alive);
  return after.status === 200 ? faultOf(alive, after) : `then answered ${after.status} to a plain question`;
}

test("C17 garbage at every address of web and api: no 5xx, no stack trace, no waiting", async ({
  world,
  organisation,
  context,
  signInAs,
}, info) => {
  test.setTimeout(400_000);
  // Nothing of it has a width: one project tries it signed in, the other not.
  if (info.project.name === "desktop") await signInAs(organisation.emailOf("owner"));
  const session = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect(addresses.filter(({ of }) => of === "web").length).toBeGreaterThan(15);
  expect(addresses.filter(({ of }) => of === "api").length).toBeGreaterThan(5);
  const faults: string[] = [];
  const queue = garbage();
  const work = async () => {
    for (const one of queue) {
      const cookie = [one.headers.cookie, session].filter(Boolean).join("; ");
      const headers = { ...one.headers, ...(cookie && { cookie }) };
      const url = one.of === "web" ? world.webUrl : world.apiUrl;
      const fault = await tryOne(url, { ...one, headers }).catch(String);
      if (fault)
        faults.push(
          `${one.of} ${one.method} ${one.path.slice(0, 120)} ${JSON.stringify(one.headers)} ${fault}`,
        );
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  expect(faults).toEqual([]);
  for (const ready of [`${world.webUrl}/api/ready`, `${world.apiUrl}/ready`])
    expect((await context.request.get(ready)).status()).toBe(200);
});
