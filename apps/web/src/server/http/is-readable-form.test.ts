import { expect, it } from "vitest";
import { isReadableForm } from "./is-readable-form.ts";

const address = "https://packpost.example/sign-in";
const post = (type: string, body: string) =>
  new Request(address, { method: "POST", headers: { "content-type": type }, body });

it.each([
  ["no boundary", "multipart/form-data", "--x\r\n"],
  ["in other letters", "Multipart/Form-Data", ""],
  [
    "a part that does not end",
    "multipart/form-data; boundary=x",
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n',
  ],
  ["no part at all", "multipart/form-data; boundary=x", "a".repeat(1000)],
])("C17 a form that cannot be read is refused: %s", async (_name, type, body) => {
  expect(await isReadableForm(post(type, body))).toBe(false);
});

it("C17 a form larger than any of ours is refused unread", async () => {
  const large = new Request(address, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x", "content-length": "12000000" },
    body: "--x--",
  });
  expect(await isReadableForm(large)).toBe(false);
  expect(large.bodyUsed).toBe(false);
});

it("C17 what browsers send goes on, its body unread", async () => {
  const form = new FormData();
  form.set("email", "ana@mail.example");
  const request = new Request(address, { method: "POST", body: form });
  expect(await isReadableForm(request)).toBe(true);
  expect((await request.formData()).get("email")).toBe("ana@mail.example");
  expect(await isReadableForm(new Request(address))).toBe(true);
});
