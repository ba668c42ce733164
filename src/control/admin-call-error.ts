/** The server did not carry out an admin call, or could not be reached; the message is its sentence and says what to do. */
export class AdminCallError extends Error {
  override readonly name = "AdminCallError";
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
