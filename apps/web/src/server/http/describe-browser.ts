import Bowser from "bowser";

/** Systems by what people call the machine. */
const machines: Readonly<Record<string, string>> = { macOS: "Mac", "Chrome OS": "Chromebook" };

/** A browser as its owner knows it: "Safari, iPhone"; empty when it does not say. At most 100 characters. */
export function describeBrowser(userAgent: string | null): string {
  // Nobody's is longer; what is sent instead is not searched whole.
  const { browser, os, platform } = Bowser.parse(userAgent?.slice(0, 1_000) || "unknown");
  const name = browser.name?.replace(/^Microsoft | for Android$/g, "");
  // Of a phone of Apple's its own name is known.
  const machine = platform.vendor === "Apple" && platform.model ? platform.model : os.name;
  const words = [name, machine === undefined ? undefined : (machines[machine] ?? machine)];
  return words.filter(Boolean).join(", ").slice(0, 100);
}
