/** Parses JSON. The SyntaxError says what is wrong without quoting the text, which may hold a key or a password. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw new SyntaxError(message.replace(/, (\.{3})?".*"(\.{3})? is not valid JSON$/s, ""));
  }
}
