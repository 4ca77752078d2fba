import type { Input } from "@mantine/core";

/** What a part's own `extend` does, without carrying the part into every page. */
function extend<Part extends { extend: (options: never) => unknown }>(
  options: Parameters<Part["extend"]>[0],
): Parameters<Part["extend"]>[0] {
  return options;
}

/** How Mantine's parts differ from its defaults here. */
export const components = {
  InputWrapper: extend<typeof Input.Wrapper>({ styles: { label: { marginBottom: 4 } } }),
};
