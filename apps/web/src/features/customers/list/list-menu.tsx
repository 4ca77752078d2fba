"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import { IconDots, IconDownload, IconHome, IconTicket } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { Button } from "#web/components/form/button.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { type FileFilters, useDownload } from "#web/components/table/use-download.ts";

/** What else there is about customers: their file, their families, the passes they hold. */
export function ListMenu({ role, filters }: { role: Role; filters: FileFilters }) {
  const router = useRouter();
  const { download } = useDownload("/api/export/customers", filters);
  const onExport = async () => {
    const refusal = await download();
    if (refusal !== null) notifications.show({ color: "red", title: "No file", message: refusal });
  };
  return (
    <Menu
      label="More about customers"
      placement="end"
      button={(props) => (
        <Button {...props} variant="default" aria-label="More about customers">
          <IconDots size={18} stroke={1.8} aria-hidden />
        </Button>
      )}
    >
      <MenuItem icon={IconHome} onClick={() => router.push("/customers/families")}>
        Families
      </MenuItem>
      <MenuItem icon={IconTicket} onClick={() => router.push("/customers/passes")}>
        Passes
      </MenuItem>
      {can(role, "campaign.export") && (
        <MenuItem icon={IconDownload} onClick={() => void onExport()}>
          Export the customers
        </MenuItem>
      )}
    </Menu>
  );
}
