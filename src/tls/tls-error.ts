/** HTTPS cannot be set up as the options ask; the message says what to do. */
export class TlsError extends Error {
  override readonly name = "TlsError";
}
