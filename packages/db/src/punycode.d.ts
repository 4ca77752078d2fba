/** RFC 3492; the part of the package that is used here. `punycode` alone would be Node's own, which browsers lack. */
declare module "punycode/punycode.js" {
  const punycode: {
    /** @throws {RangeError} overflow */
    encode(label: string): string;
    /** @throws {RangeError} no punycode */
    decode(code: string): string;
  };
  export default punycode;
}
