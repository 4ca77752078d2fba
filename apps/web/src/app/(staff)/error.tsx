"use client";

import { PageError } from "#web/components/page-error.tsx";

export default PageError;
