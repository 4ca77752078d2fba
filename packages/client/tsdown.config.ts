import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/create-client.ts" },
  format: "esm",
  platform: "neutral",
  dts: true,
});
