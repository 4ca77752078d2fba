/** For pages: lists that the database has too. */
export { type RegistrationState, registrationStates } from "@packpost/db/enums";
