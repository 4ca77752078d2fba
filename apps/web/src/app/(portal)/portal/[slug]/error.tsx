"use client";

import { PortalError } from "#web/features/portal/door/portal-error.tsx";

export default PortalError;
