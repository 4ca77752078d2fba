/** A refusal in Postmark's words: https://postmarkapp.com/developer/api/overview#error-codes */
export interface PostmarkError {
  status: number;
  ErrorCode: number;
  Message: string;
}

export const badToken: PostmarkError = {
  status: 401,
  ErrorCode: 10,
  Message: "The Server Token you provided in the X-Postmark-Server-Token request header was invalid.",
};

export const tooManyMessages: PostmarkError = {
  status: 422,
  ErrorCode: 410,
  Message: "You can only send 500 messages in a single batch request.",
};

export const invalidJson: PostmarkError = {
  status: 422,
  ErrorCode: 402,
  Message: "Invalid JSON: the request body could not be read.",
};

export const tooLarge: PostmarkError = {
  status: 413,
  ErrorCode: 0,
  Message: "The request is larger than Postmark accepts: 10 MB for a message, 50 MB for a batch.",
};

export const unknownStream: PostmarkError = {
  status: 422,
  ErrorCode: 1235,
  Message: "The 'MessageStream' provided does not exist on this server.",
};

export const notFound: PostmarkError = {
  status: 404,
  ErrorCode: 0,
  Message: "The simulator has no such resource.",
};

/** A 422 with a code of Postmark's list. */
export function refusal(ErrorCode: number, Message: string): PostmarkError {
  return { status: 422, ErrorCode, Message };
}
