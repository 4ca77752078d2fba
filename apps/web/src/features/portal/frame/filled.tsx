import { Fragment, type ReactNode } from "react";

/**
 * A sentence of the catalogue with parts of the page in its places.
 * @param places by name: `{address}` stands for `places.address`
 */
export function Filled({
  sentence,
  places,
}: {
  sentence: string;
  places: Readonly<Record<string, ReactNode>>;
}) {
  return sentence.split(/(\{\w+\})/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed sentence
    <Fragment key={at}>{part.startsWith("{") ? places[part.slice(1, -1)] : part}</Fragment>
  ));
}
