/** A refusal in Postmark's words: https://postmarkapp.com/developer/api/overview#error-codes */
export interface PostmarkError {
  status: number;
  ErrorCode: number;
  Message: string;
}

/** A refusal with a code of Postmark's list. */
export function refusal(ErrorCode: number, Message: string, status = 422): PostmarkError {
  return { status, ErrorCode, Message };
}

const TOKEN = "The Server Token you provided in the X-Postmark-Server-Token request header was invalid.";
const SIZE = "The request is larger than Postmark accepts: 10 MB for a message, 50 MB for a batch.";

export const badToken = refusal(10, TOKEN, 401);
export const tooManyMessages = refusal(410, "You can only send 500 messages in a single batch request.");
export const invalidJson = refusal(402, "Invalid JSON: the request body could not be read.");
export const tooLarge = refusal(0, SIZE, 413);
export const unknownStream = refusal(1235, "The 'MessageStream' provided does not exist on this server.");
export const notFound = refusal(0, "The simulator has no such resource.", 404);

/** A part of Postmark that a knob has switched off. */
export const offline = (what: string) => refusal(100, `The ${what} is offline for maintenance.`, 503);
