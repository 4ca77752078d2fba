import type { Alert, Input, Menu, Modal, Notification, Skeleton, Tooltip } from "@mantine/core";

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
  Menu: extend<typeof Menu>({
    // Its placeholder for the first focus would be a stranger among the items.
    defaultProps: {
      shadow: "md",
      transitionProps: { duration: 80 },
      withInitialFocusPlaceholder: false,
    },
  }),
  Modal: extend<typeof Modal>({
    styles: {
      content: { background: "var(--surface)" },
      header: { background: "var(--surface)" },
      title: { fontSize: "1.0625rem", fontWeight: 650, lineHeight: 1.35 },
    },
    defaultProps: {
      centered: true,
      shadow: "xl",
      radius: "lg",
      transitionProps: { duration: 120 },
      closeButtonProps: { "aria-label": "Close" },
      // Its <header> would be a second banner of the page.
      attributes: { header: { role: "presentation" } },
    },
  }),
  Notification: extend<typeof Notification>({
    defaultProps: { closeButtonProps: { "aria-label": "Close" } },
  }),
  Skeleton: extend<typeof Skeleton>({ defaultProps: { radius: "sm" } }),
  Tooltip: extend<typeof Tooltip>({
    defaultProps: { openDelay: 250, withArrow: false, events: { hover: true, focus: true, touch: true } },
  }),
};
