/** More than any form of a page holds, in bytes; Next's own limit for server actions. */
const mostBytes = 1_000_000;

/**
 * Whether what a request posts to a page is no form, or one that can be read. Next looks for server actions in it before
 * any code of a page runs, and answers 500 where it fails.
 *
 * @param request its body stays readable
 */
export async function isReadableForm(request: Request): Promise<boolean> {
  const type = request.headers.get("content-type") ?? "";
  if (request.method !== "POST" || !/^multipart\/form-data/i.test(type)) return true;
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return false;
  try {
    await request.clone().formData();
    return true;
  } catch {
    return false;
  }
}
