"use client";

/** The last resort: even the frame of the page failed, so nothing of ours is used here. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en" style={{ colorScheme: "light dark" }}>
      <body
        style={{
          fontFamily: "system-ui, sans-serif",
          display: "grid",
          placeItems: "center",
          minHeight: "90vh",
          padding: "0 16px",
          lineHeight: 1.45,
        }}
      >
        <main style={{ textAlign: "center" }}>
          <title>Packpost</title>
          <h1 style={{ fontSize: "1.25rem" }}>Packpost could not be shown</h1>
          <p>What you have saved is safe, and sending goes on by itself.</p>
          <button type="button" onClick={reset} style={{ font: "inherit", minHeight: 44, padding: "0 20px" }}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
