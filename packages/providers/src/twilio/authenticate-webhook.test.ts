import { createHash } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { expect, it } from "vitest";
import { authenticateWebhook } from "./authenticate-webhook.ts";

const token = "12345";
const publicUrl = "https://api.packpost.example";

/** Signs as Twilio does: over the address it was told and all parameters. */
function signed(target: string, pairs: [string, string][], signedUrl = publicUrl + target, by = token) {
  const form = new URLSearchParams(pairs);
  const params = Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
  const signature = getExpectedTwilioSignature(by, signedUrl, params);
  return { signature, publicUrl, target, body: form.toString() };
}

const target = "/webhooks/twilio/o1?attempt=a&recipient=r";

it("T30 takes Twilio's own published example", () => {
  expect(
    authenticateWebhook(
      {
        signature: "GvWf1cFY/Q7PnoempGyD5oXAezc=",
        ...{ publicUrl: "https://mycompany.com", target: "/myapp.php?foo=1&bar=2" },
        body: "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212",
      },
      [token],
    ),
  ).toBe(true);
});

it.each<[string, [string, string][]]>([
  ["plain", [["Body", "Hello"]]],
  ["emoji, umlauts, signs", [["Body", "Žofie 🐶 & a+b=c % \r\n"]]],
  [
    "empty parameters",
    [
      ["Body", ""],
      ["NumMedia", "0"],
    ],
  ],
  [
    "repeated ones",
    [
      ["MediaUrl", "b"],
      ["MediaUrl", "a"],
      ["MediaUrl", "b"],
    ],
  ],
  [
    "names of objects' own",
    [
      ["__proto__", "x"],
      ["constructor", "y"],
    ],
  ],
  ["nothing at all", []],
])("T30 takes a signed form: %s", (_what, pairs) => {
  expect(authenticateWebhook(signed(target, pairs), [token])).toBe(true);
});

it("T30 believes the configured address, with and without its port, and not what a proxy makes of it", () => {
  const pairs: [string, string][] = [["Body", "Hello"]];
  expect(
    authenticateWebhook(signed(target, pairs, `https://api.packpost.example:443${target}`), [token]),
  ).toBe(true);
  expect(authenticateWebhook({ ...signed(target, pairs), publicUrl: `${publicUrl}:443/` }, [token])).toBe(
    true,
  );
  for (const other of [
    `http://api.packpost.example${target}`,
    `https://10.0.0.7:3002${target}`,
    `${publicUrl}${target}&x=1`,
  ])
    expect(authenticateWebhook(signed(target, pairs, other), [token]), other).toBe(false);
});

it("T30 takes quotes, blanks and brackets of an address as they came", () => {
  for (const odd of ["/webhooks/o'1?a=it's", "/webhooks/o1?a=%27x%27&b=%20", "/webhooks/o1?a=[1]"])
    expect(authenticateWebhook(signed(odd, [["Body", "x"]]), [token]), odd).toBe(true);
});

it("T30 refuses what was changed, signed by others or not at all; both tokens count during a rotation", () => {
  const good = signed(target, [
    ["Body", "Hello"],
    ["From", "+12025550111"],
  ]);
  const bad = [
    { ...good, body: good.body.replace("Hello", "Hallo") },
    { ...good, body: `${good.body}&Extra=1` },
    { ...good, target: target.replace("recipient=r", "recipient=q") },
    ...[null, undefined, "", "no base64", `${good.signature}=`].map((signature) => ({ ...good, signature })),
    { ...good, publicUrl: "no address" },
  ];
  for (const request of bad)
    expect(authenticateWebhook(request, [token]), JSON.stringify(request)).toBe(false);
  const newer = signed(target, [["Body", "Hello"]], publicUrl + target, "the next token");
  expect(authenticateWebhook(newer, [token])).toBe(false);
  expect(authenticateWebhook(newer, ["the next token", token])).toBe(true);
  expect(authenticateWebhook(good, ["the next token", token])).toBe(true);
  for (const none of [[], [""], ["x", ""]]) expect(() => authenticateWebhook(good, none)).toThrow("empty");
});

it("T30 takes a JSON body by the hash of it that is signed with the address", () => {
  const body = JSON.stringify({ hello: "there" });
  const hash = createHash("sha256").update(body).digest("hex");
  const request = { ...signed(`/webhooks/twilio/o1?bodySHA256=${hash}`, []), body };
  expect(authenticateWebhook(request, [token])).toBe(true);
  expect(authenticateWebhook({ ...request, body: `${body} ` }, [token])).toBe(false);
});
