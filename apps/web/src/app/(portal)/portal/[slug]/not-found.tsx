export { PortalNowhere as default } from "#web/features/portal/door/portal-nowhere.tsx";
