/** The process is up. Nothing else is asked, so that a slow database does not restart us. */
export function GET(): Response {
  return new Response("ok");
}

export const dynamic = "force-dynamic";
