/**
 * The pictures in what was pasted. Office programs put a picture of the text beside the text: then the text is meant.
 */
export function picturesPasted(data: DataTransfer): File[] {
  if (data.getData("text/plain") !== "") return [];
  return [...data.files].filter(({ type }) => type.startsWith("image/"));
}

/** Whether files are being dragged, rather than text. */
export function holdsFiles(data: DataTransfer): boolean {
  return [...data.types].includes("Files");
}
