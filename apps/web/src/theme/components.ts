import type { Alert, Input, Skeleton } from "@mantine/core";

/** What a part's own `extend` does, without carrying the part into every page. */
function extend<Part extends { extend: (options: never) => unknown }>(
  options: Parameters<Part["extend"]>[0],
): Parameters<Part["extend"]>[0] {
  return options;
}

/** How Mantine's parts differ from its defaults here. */
export const components = {
  Alert: extend<typeof Alert>({
    styles: { root: { padding: "12px 14px" }, body: { gap: 2 }, wrapper: { gap: 0 } },
  }),
  InputWrapper: extend<typeof Input.Wrapper>({ styles: { label: { marginBottom: 4 } } }),
  Skeleton: extend<typeof Skeleton>({ defaultProps: { radius: "sm" } }),
};
