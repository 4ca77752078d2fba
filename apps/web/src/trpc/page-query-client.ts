import { cache } from "react";
import { createQueryClient } from "./create-query-client.ts";

/** One query client per page request. */
export const getPageQueryClient = cache(() => createQueryClient());
