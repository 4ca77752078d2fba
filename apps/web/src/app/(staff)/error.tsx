"use client";

import { PageError } from "#web/components/page/page-error.tsx";

export default PageError;
