const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** What somebody wrote, as text: nothing in it is markup; addresses of pages can be followed. */
export function BodyText({ text }: { text: string }) {
  const parts = text.split(address);
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
      <a key={index} href={part} target="_blank" rel="noreferrer nofollow ugc">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
