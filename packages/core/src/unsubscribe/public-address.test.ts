import { expect, it } from "vitest";
import { explainUnusableAddress } from "./public-address.ts";

it.each([
  ...["http://localhost:3000", "https://localhost", "https://LOCALHOST.", "https://app.localhost"],
  ...[
    "https://127.0.0.1",
    "https://127.1",
    "https://[::1]:8443",
    "https://[::ffff:127.0.0.1]",
    "https://0.0.0.0",
  ],
  ...[
    "https://10.1.2.3",
    "https://172.20.0.1",
    "https://192.168.1.5",
    "https://[fd12::1]",
    "https://[fe80::1]",
  ],
  ...["https://packpost", "https://nas.local", "https://mail.internal", "http://mail.example.org"],
])("K03 C17 %s is refused for mails to real people, with what to set", (address) => {
  expect(explainUnusableAddress(address)).toMatch(/^http.* set APP_URL to the public https address .*\.$/);
});

it.each([
  "https://mail.example.org",
  "https://mail.example.org:8443/packpost",
  "https://172.15.1.1",
  "https://[2001:db8::1]",
])("K03 %s will do", (address) => {
  expect(explainUnusableAddress(address)).toBeUndefined();
});
