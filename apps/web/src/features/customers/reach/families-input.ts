import {
  type ListFamiliesInput,
  type UnreachableWay,
  unreachableWays,
} from "@packpost/core/customer/reach/schemas";

export const withoutWords: Record<UnreachableWay, string> = {
  email: "Nobody by email",
  text: "Nobody by text",
  portal: "Nobody in their own pages",
  any: "Nobody at all",
};

/** What the list of families asks for, from what stands in the URL; page, file and browser must agree. Nonsense counts as nothing. */
export function familiesInputOf(url: {
  q: string | null;
  without: string | null;
}): Omit<ListFamiliesInput, "cursor"> {
  return {
    search: (url.q ?? "").trim().slice(0, 200),
    without: unreachableWays.find((way) => way === url.without) ?? null,
    pageSize: 50,
  };
}
