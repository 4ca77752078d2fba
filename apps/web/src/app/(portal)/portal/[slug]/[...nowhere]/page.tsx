import { notFound } from "next/navigation";

/** Whatever else stands behind an organisation's name: said on its own pages, with the way to the messages. */
export default function NowherePage() {
  notFound();
}
