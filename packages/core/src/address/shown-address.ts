/** An address as people read it. Pages use it too. */
export { shownAddress } from "@packpost/db/address";
