import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

/** Of the package alone these are served, nothing by a name of the visitor's. */
const files = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
} as const;

const start = `SwaggerUIBundle({
  url: "openapi.json", dom_id: "#reference", deepLinking: true, docExpansion: "list",
  defaultModelsExpandDepth: 0, displayRequestDuration: true, validatorUrl: null
});`;

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Packpost API</title>
<link rel="stylesheet" href="reference/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body style="margin:0">
<main id="reference"></main>
<noscript>The same is in <a href="openapi.json">openapi.json</a>.</noscript>
<script src="reference/swagger-ui-bundle.js"></script>
<script>${start}</script>
</body>
</html>`;

const scriptHash = createHash("sha256").update(start).digest("base64");

/** Everything from our own host; the page may call nothing but this api. */
const policy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${scriptHash}'`,
  "style-src 'self' 'unsafe-inline'", // the page's own styles are set on its elements
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page that shows the API's reference, with what it loads (P10). */
export function createReference(): Hono {
  const app = new Hono();
  app.get("/reference", (c) =>
    c.html(page, 200, {
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    }),
  );
  for (const [name, type] of Object.entries(files)) {
    let read: Promise<Buffer<ArrayBuffer>> | undefined;
    app.get(`/reference/${name}`, async (c) => {
      read ??= readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`)));
      return c.body(await read, 200, {
        "content-type": `${type}; charset=utf-8`,
        "x-content-type-options": "nosniff",
        "cache-control": "public, max-age=86400",
      });
    });
  }
  return app;
}
