import { expect, it } from "vitest";
import { explainApiAddress } from "./api-address.ts";

it("O5 takes https, and an address of this machine outside production mode alone", () => {
  for (const mode of ["production", "development", "test"]) {
    expect(explainApiAddress("https://api.postmarkapp.com", mode)).toBeUndefined();
    expect(explainApiAddress("http://postmark.example", mode)).toContain("https");
    expect(explainApiAddress("http://127.0.0.1.evil.example", mode)).toContain("https");
  }
  for (const local of ["http://127.0.0.1:3001", "http://localhost:9", "http://[::1]:3001"]) {
    expect(explainApiAddress(local, "production")).toContain("development");
    expect(explainApiAddress(local, "development")).toBeUndefined();
  }
});
