/** The name of a part of a file in the storage. @param part from 0 */
export function partName(fileKey: string, part: number): string {
  return `imports/${fileKey}/${String(part).padStart(4, "0")}`;
}
