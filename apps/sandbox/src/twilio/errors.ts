/** A refusal in Twilio's words. @source twilio.com/docs/api/errors */
export interface TwilioError {
  status: number;
  code: number;
  message: string;
}

export const refusal = (code: number, message: string, status = 400): TwilioError => ({
  status,
  code,
  message,
});

export const badKeys = refusal(20003, "Authenticate", 401);
export const notFound = refusal(20404, "The requested resource was not found", 404);

/** The body of a refusal. */
export const showError = ({ status, code, message }: TwilioError) => ({
  ...{ code, message, status },
  more_info: `https://www.twilio.com/docs/errors/${code}`,
});
