/** Why an address or domain is not written to. Pages use it too. */
export { type SuppressionReason, suppressionReasons } from "@packpost/db/enums";
