"use client";

import { PublicError } from "#web/components/page/public-error.tsx";

export default PublicError;
