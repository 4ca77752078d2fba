/** What is not written to, on which channel and why. Pages use it too. */
export {
  type SuppressionChannel,
  type SuppressionKind,
  type SuppressionReason,
  suppressionChannels,
  suppressionReasons,
} from "@packpost/db/enums";
